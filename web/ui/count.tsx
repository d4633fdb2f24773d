import { formatCount, formatNumber } from '../i18n/format.ts';

/** A count shortened the local way, with the full number on hover. */
export function Count({ value, class: className }: { value: number; class?: string | undefined }) {
  return (
    <span class={`tabular ${className ?? ''}`} title={value >= 1000 ? formatNumber(value) : undefined}>
      {formatCount(value)}
    </span>
  );
}
