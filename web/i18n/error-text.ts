import type { ErrorCode, ErrorDetails } from '../../src/contract/errors.ts';
import { formatDateTime, formatPrice } from './format.ts';
import { rawText, t } from './i18n.ts';

/** Codes the page makes itself when no answer came. */
export type PageErrorCode = 'OFFLINE' | 'TIMEOUT';
export type AnyErrorCode = ErrorCode | PageErrorCode;

export interface ErrorText {
  /** What happened, in a few words. */
  title: string;
  /** What to do next. */
  next: string;
}

/**
 * Words for an error code in the page's language. A code may have a `facts` text beside `next`, e.g. "until {{until}}";
 * it takes its place when the details have every fact it names.
 */
export function errorText(code: AnyErrorCode, details: ErrorDetails = {}): ErrorText {
  const known = rawText('errors', `${code}.title`) === undefined ? 'INTERNAL' : code;
  const facts = readable(details);
  const withFacts = rawText('errors', `${known}.facts`);
  const complete = withFacts !== undefined && placeholders(withFacts).every((name) => facts[name] !== undefined);
  const next = complete
    ? (`errors:${known}.facts` as `errors:${AnyErrorCode}.next`)
    : (`errors:${known}.next` as const);
  return { title: t(`errors:${known}.title`, facts), next: t(next, facts) };
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '');
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
