import { locale } from './language.ts';

const made = new Map<string, unknown>();

/** Intl formatters are slow to make and free to keep. */
function kept<T>(kind: string, make: (tag: string) => T): T {
  const tag = locale();
  const key = `${kind} ${tag}`;
  if (!made.has(key)) made.set(key, make(tag));
  return made.get(key) as T;
}

/** Money from integer fen, e.g. `¥1,299.00`; whole yuan drop their decimals unless `exact`. */
export function formatPrice(fen: number, { exact = false }: { exact?: boolean } = {}): string {
  const digits = exact || fen % 100 !== 0 ? 2 : 0;
  const formatter = kept(
    `price${digits}`,
    (tag) =>
      new Intl.NumberFormat(tag, {
        style: 'currency',
        currency: 'CNY',
        currencyDisplay: 'narrowSymbol',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
  );
  return formatter.format(fen / 100);
}

/** A count shortened the local way: 12K, 1.2万. */
export function formatCount(count: number): string {
  return kept('count', (tag) => new Intl.NumberFormat(tag, { notation: 'compact', maximumFractionDigits: 1 })).format(
    count,
  );
}

/** A whole or decimal number with its separators; at most `digits` decimals. */
export function formatNumber(value: number, digits = 0): string {
  return kept(`number${digits}`, (tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: digits })).format(value);
}

/** A share of one, e.g. 0.123 -> `12%`. */
export function formatPercent(share: number): string {
  return kept('percent', (tag) => new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 })).format(
    share,
  );
}

/** The clock time of an instant, `12:03`, or with seconds. */
export function formatTime(instant: string | number, { seconds = false }: { seconds?: boolean } = {}): string {
  return kept(
    `time${seconds}`,
    (tag) =>
      new Intl.DateTimeFormat(tag, {
        hour: '2-digit',
        minute: '2-digit',
        hour12: false,
        ...(seconds && { second: '2-digit' }),
      }),
  ).format(new Date(instant));
}

/** Day and clock time, e.g. `Jan 31, 12:03`. */
export function formatDateTime(instant: string | number): string {
  return kept(
    'datetime',
    (tag) =>
      new Intl.DateTimeFormat(tag, {
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        hour12: false,
      }),
  ).format(new Date(instant));
}

/** The day alone, with its year. */
export function formatDate(instant: string | number): string {
  return kept('date', (tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'medium' })).format(new Date(instant));
}

/** A length of time as a clock: `4:05`, `1:04:05`; never negative. */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

const STEPS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How far an instant is from `now`, e.g. `3 minutes ago`, `in 2 hours`; under a minute `now`. */
export function formatRelative(instant: string | number, now: number): string {
  const relative = kept('relative', (tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }));
  const distance = new Date(instant).getTime() - now;
  for (const [unit, size] of STEPS) {
    if (Math.abs(distance) >= size) return relative.format(Math.round(distance / size), unit);
  }
  return relative.format(0, 'second');
}
