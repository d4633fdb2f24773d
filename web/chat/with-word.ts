import type { Failure } from '../lib/api-error.ts';

/** A refused line's failure with the word itself, which the service names by its place in the text; pure. */
export function withWord(failure: Failure, text: string): Failure {
  const { start, end } = failure.details ?? {};
  if (failure.code !== 'WORD_REFUSED' || typeof start !== 'number' || typeof end !== 'number') return failure;
  return { ...failure, details: { ...failure.details, word: text.slice(start, end) } };
}
