import { v7 } from 'uuid';

const wellFormed = /^[\w-]{8,64}$/;

/** The caller's request id when it is well formed, else a new one. */
export function requestIdOf(given: unknown): string {
  return typeof given === 'string' && wellFormed.test(given) ? given : v7();
}
