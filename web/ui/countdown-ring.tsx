import { useEffect, useRef } from 'preact/hooks';
import { formatClock } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { cx } from './cx.ts';
import { useNow } from './use-now.ts';
import './countdown-ring.css';

export interface CountdownRingProps {
  /** When it ends: ISO 8601, as the server said it. */
  until: string;
  /** Length of the full ring in milliseconds; what was left at first by default. */
  totalMs?: number | undefined;
  /** Edge in px. */
  size?: number | undefined;
  /** Called once when the time is up. */
  onEnd?: (() => void) | undefined;
}

const LAST_SECONDS = 30;

/** A hold running out: a ring that empties around mm:ss; said aloud at each full minute and near the end. */
export function CountdownRing({ until, totalMs, size = 96, onEnd }: CountdownRingProps) {
  const end = Date.parse(until);
  const now = useNow(250, end);
  const left = Math.max(0, end - now);
  const atFirst = useRef(left);
  const total = totalMs ?? atFirst.current;
  const ended = left === 0;
  const onEndNow = useRef(onEnd);
  onEndNow.current = onEnd;
  useEffect(() => {
    if (ended) onEndNow.current?.();
  }, [ended]);

  const seconds = Math.ceil(left / 1000);
  return (
    <div
      class={cx('ui-countdown', seconds <= LAST_SECONDS && 'ui-countdown-soon')}
      style={{ width: `${size}px`, height: `${size}px`, fontSize: `${size * 0.23}px` }}
    >
      <svg viewBox="0 0 40 40" aria-hidden="true">
        <circle cx="20" cy="20" r="17.5" pathLength="100" />
        <circle
          cx="20"
          cy="20"
          r="17.5"
          pathLength="100"
          stroke-dasharray="100"
          stroke-dashoffset={100 - (total > 0 ? Math.min(1, left / total) : 0) * 100}
        />
      </svg>
      <span
        class="ui-countdown-clock tabular"
        role="timer"
        aria-label={t('hold.left', { time: formatClock(left + 999) })}
      >
        {formatClock(left + 999 * Number(!ended))}
      </span>
      <span class="sr-only" aria-live="polite">
        {milestone(seconds)}
      </span>
    </div>
  );
}

/** What to say now; the text stays the same between the moments worth saying, so it is said once. */
function milestone(seconds: number): string {
  if (seconds <= 0) return t('hold.ended');
  if (seconds <= 10) return t('hold.seconds', { count: 10 });
  if (seconds <= LAST_SECONDS) return t('hold.seconds', { count: LAST_SECONDS });
  return t('hold.minutes', { count: Math.ceil(seconds / 60) });
}
