import type { ErrorCode, ErrorDetails } from '../../src/contract/errors.ts';
import { formatDateTime, formatPrice } from './format.ts';
import { hasText, t } from './i18n.ts';

/** Codes the page makes itself when no answer came. */
export type PageErrorCode = 'OFFLINE' | 'TIMEOUT';
export type AnyErrorCode = ErrorCode | PageErrorCode;

export interface ErrorText {
  /** What happened, in a few words. */
  title: string;
  /** What to do next. */
  next: string;
}

/** Words for an error code in the page's language; facts in `details` are put into the text. */
export function errorText(code: AnyErrorCode, details: ErrorDetails = {}): ErrorText {
  const known = hasText(`errors:${code}.title`) ? code : 'INTERNAL';
  const facts = readable(details);
  return { title: t(`errors:${known}.title`, facts), next: t(`errors:${known}.next`, facts) };
}

/** Turns details into words: `...Fen`, `price` and `amount` are money, `until` and `...At` are times, lists are joined. */
function readable(details: ErrorDetails): Record<string, unknown> {
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, word(name, value)]));
}

function word(name: string, value: unknown): unknown {
  if (typeof value === 'number' && /(?:fen|price|amount)$/i.test(name)) return formatPrice(value);
  if (typeof value === 'string' && /(?:until|at)$/i.test(name) && !Number.isNaN(Date.parse(value))) {
    return formatDateTime(value);
  }
  if (Array.isArray(value)) return value.map(String).join(', ');
  return value;
}
