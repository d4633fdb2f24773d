import { signal } from '@preact/signals';
import { CircleAlert, CircleCheck, Info, TriangleAlert, X, type IconNode } from 'lucide';
import { createPortal } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { errorText, type AnyErrorCode } from '../i18n/error-text.ts';
import { t } from '../i18n/i18n.ts';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import { topLayer } from './top-layer.ts';
import './toast.css';

export type ToastTone = 'info' | 'success' | 'warning' | 'danger';

export interface ToastWords {
  text: string;
  /** A second, quieter line. */
  note?: string | undefined;
  tone?: ToastTone | undefined;
  action?: { label: string; run: () => void } | undefined;
  /** Milliseconds on the screen; 0 = until dismissed. */
  lasts?: number | undefined;
}

interface Toast extends ToastWords {
  key: number;
}

const MOST = 3;
const toasts = signal<readonly Toast[]>([]);
let lastKey = 0;

/** Shows a short message; the newest three stay in view. Returns how to take it away. */
export function toast(words: ToastWords): () => void {
  const shown: Toast = { ...words, key: ++lastKey };
  toasts.value = [...toasts.peek().slice(1 - MOST), shown];
  return () => dismiss(shown.key);
}

/** The words of an error code as a toast. */
export function toastError(error: { code: AnyErrorCode; details?: Record<string, unknown> | undefined }): () => void {
  const { title, next } = errorText(error.code, error.details);
  return toast({ text: title, note: next, tone: 'danger', lasts: 8000 });
}

function dismiss(key: number): void {
  toasts.value = toasts.peek().filter((other) => other.key !== key);
}

/** Where toasts appear; once per page, `startPage` puts it there. */
export function ToastHost() {
  return createPortal(
    <div class="ui-toasts">
      {toasts.value.map((shown) => (
        <ToastCard key={shown.key} toast={shown} />
      ))}
    </div>,
    topLayer(),
  );
}

const ICONS: Record<ToastTone, IconNode> = {
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleAlert,
};

function ToastCard({ toast: shown }: { toast: Toast }) {
  const { key: id, text, note, tone = 'info', action, lasts = 5000 } = shown;
  const held = useRef(false);
  useEffect(() => {
    if (lasts === 0) return undefined;
    const timer = setInterval(() => !held.current && dismiss(id), lasts);
    return () => clearInterval(timer);
  }, [id, lasts]);
  const hold = (on: boolean) => () => {
    held.current = on;
  };
  return (
    <div
      class={cx('ui-toast', `ui-toast-${tone}`)}
      role={tone === 'danger' ? 'alert' : 'status'}
      onPointerEnter={hold(true)}
      onPointerLeave={hold(false)}
      onFocusIn={hold(true)}
      onFocusOut={hold(false)}
    >
      <Icon node={ICONS[tone]} class="ui-toast-icon" />
      <div class="ui-toast-words">
        <p class="ui-toast-text">{text}</p>
        {note && <p class="ui-toast-note">{note}</p>}
      </div>
      {action && (
        <button
          type="button"
          class="ui-toast-action"
          onClick={() => {
            dismiss(id);
            action.run();
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" class="ui-toast-close" aria-label={t('action.dismiss')} onClick={() => dismiss(id)}>
        <Icon node={X} size={18} />
      </button>
    </div>
  );
}
