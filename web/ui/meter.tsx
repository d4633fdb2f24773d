import { t } from '../i18n/i18n.ts';
import { formatNumber } from '../i18n/format.ts';
import { cx } from './cx.ts';
import type { Tone } from './badge.tsx';
import './meter.css';

export interface MeterProps {
  label: string;
  value: number;
  max: number;
  tone?: Tone | undefined;
  /** The value in words, read aloud instead of the number. */
  text?: string | undefined;
  class?: string | undefined;
}

/** A bar that shows how much of something there is. */
export function Meter({ label, value, max, tone = 'accent', text, class: className }: MeterProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div
      class={cx('ui-meter', `ui-meter-${tone}`, className)}
      role="meter"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuetext={text}
    >
      <span style={{ transform: `scaleX(${share})` }} />
    </div>
  );
}

/** True when stock is short enough to be worth showing: under 20 units or 20 % of what there was. */
export function isStockShort(left: number, size: number): boolean {
  return left < 20 || left < size * 0.2;
}

export interface StockBarProps {
  left: number;
  size: number;
  /** Shows bar and number even with plenty left, e.g. to the host. */
  always?: boolean | undefined;
}

/** Live stock of an item: nothing while there is plenty, then bar and number, then "sold out". */
export function StockBar({ left, size, always }: StockBarProps) {
  if (left > 0 && !always && !isStockShort(left, size)) return null;
  const words =
    left > 0 ? t('stock.left', { count: left, replace: { count: formatNumber(left) } }) : t('stock.soldOut');
  return (
    <span class={cx('ui-stock', left === 0 && 'ui-stock-out')}>
      <Meter label={t('stock.label')} value={left} max={size} text={words} tone={left === 0 ? 'neutral' : 'accent'} />
      <span class="ui-stock-words tabular" aria-hidden="true">
        {words}
      </span>
    </span>
  );
}
