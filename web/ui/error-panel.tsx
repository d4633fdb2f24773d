import { CircleAlert, RotateCw } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { ErrorDetails } from '../../src/contract/errors.ts';
import { errorText, type AnyErrorCode } from '../i18n/error-text.ts';
import { t } from '../i18n/i18n.ts';
import { Button } from './button.tsx';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import { useNow } from './use-now.ts';
import './error-panel.css';

export interface ErrorPanelProps {
  code: AnyErrorCode;
  details?: ErrorDetails | undefined;
  /** Milliseconds after which trying again makes sense; the button counts down. */
  retryAfterMs?: number | undefined;
  onRetry?: (() => void) | undefined;
  retrying?: boolean | undefined;
  /** Other ways on, instead of or beside "try again". */
  actions?: ComponentChildren;
  /** Slim, inside a form or card; otherwise fills its place. */
  inline?: boolean | undefined;
}

/** An error code in words: what happened and what to do next. */
export function ErrorPanel(props: ErrorPanelProps) {
  const { code, details, retryAfterMs, onRetry, retrying, actions, inline } = props;
  const { title, next } = errorText(code, details);
  return (
    <div class={cx('ui-error', inline && 'ui-error-inline')} role="alert">
      <span class="ui-error-icon">
        <Icon node={CircleAlert} size={inline ? 20 : 28} />
      </span>
      <div class="ui-error-words">
        <p class="ui-error-title">{title}</p>
        <p class="ui-error-next">{next}</p>
      </div>
      {(onRetry || actions) && (
        <div class="ui-error-actions">
          {actions}
          {onRetry && <RetryButton afterMs={retryAfterMs ?? 0} loading={retrying ?? false} onClick={onRetry} />}
        </div>
      )}
    </div>
  );
}

function RetryButton({ afterMs, loading, onClick }: { afterMs: number; loading: boolean; onClick: () => void }) {
  const ready = useReadyAt(afterMs);
  const now = useNow(500, ready);
  const seconds = Math.ceil((ready - now) / 1000);
  return (
    <Button icon={RotateCw} size="s" disabled={seconds > 0} loading={loading} onClick={onClick}>
      {seconds > 0 ? t('error.retryIn', { count: seconds }) : t('action.retry')}
    </Button>
  );
}

function useReadyAt(afterMs: number): number {
  return useMemo(() => Date.now() + afterMs, [afterMs]);
}
