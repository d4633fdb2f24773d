import { hash as digestOf } from 'node:crypto';
import type { Id } from '#src/contract/ids.ts';

// Crockford's alphabet: no letter that is read as a digit, none that makes words.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A short number for people, e.g. `SC-20260131-7K3F9Q`; `attempt` gives the next one when a number is taken. */
export function orderNumber(ticket: Id, placedAt: Date, attempt: number): string {
  const day = placedAt.toISOString().slice(0, 10).replaceAll('-', '');
  // Hashed, because clients make ticket ids and must not choose numbers.
  const hash = digestOf('sha256', `${ticket}:${attempt}`, 'buffer');
  const letters = Array.from({ length: 6 }, (_, index) => ALPHABET[hash[index]! % ALPHABET.length]);
  return `SC-${day}-${letters.join('')}`;
}
