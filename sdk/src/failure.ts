import type { ErrorCode } from './protocol.ts';

/** Codes made on this side when no answer came: they mean unknown, never "not done". */
export type NoAnswerCode = 'OFFLINE' | 'TIMEOUT';

/** Why a call was refused; the same shape for HTTP routes and socket commands. */
export interface Failure {
  code: ErrorCode | NoAnswerCode;
  /** Facts of this refusal, e.g. the new price. */
  details?: Record<string, unknown> | undefined;
  /** Milliseconds after which the same call may succeed. */
  retryAfterMs?: number | undefined;
}

/** A refused call as something to throw; it fits wherever a `Failure` does. */
export class ShelfcastError extends Error implements Failure {
  readonly code: Failure['code'];
  readonly details: Failure['details'];
  readonly retryAfterMs: number | undefined;

  constructor({ code, details, retryAfterMs }: Failure) {
    super(code);
    this.name = 'ShelfcastError';
    this.code = code;
    this.details = details;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Whatever was thrown as a failure; anything but a `ShelfcastError` is a mistake in the program and goes to the log. */
export function toFailure(error: unknown): Failure {
  if (error instanceof ShelfcastError) return error;
  console.error(error);
  return { code: 'INTERNAL' };
}

/** True when no answer came, so the call may or may not have happened. */
export function isUnanswered({ code }: Pick<Failure, 'code'>): boolean {
  return code === 'OFFLINE' || code === 'TIMEOUT';
}
