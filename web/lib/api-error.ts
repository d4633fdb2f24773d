import type { ErrorCode, ErrorDetails } from '../../src/contract/errors.ts';
import type { PageErrorCode } from '../i18n/error-text.ts';

/** Why a call was refused; the same shape for HTTP routes and socket commands, worded by `errorText`. */
export interface Failure {
  code: ErrorCode | PageErrorCode;
  details?: ErrorDetails | undefined;
  /** Milliseconds after which the same call may succeed. */
  retryAfterMs?: number | undefined;
}

/** A refused call as something to throw; it fits wherever a `Failure` does. */
export class ApiError extends Error implements Failure {
  readonly code: ErrorCode | PageErrorCode;
  readonly details: ErrorDetails | undefined;
  readonly retryAfterMs: number | undefined;

  constructor({ code, details, retryAfterMs }: Failure) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.details = details;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Whatever was thrown as a failure to show; anything but an `ApiError` is a mistake in the page and goes to the log. */
export function toFailure(error: unknown): Failure {
  if (error instanceof ApiError) return error;
  console.error(error);
  return { code: 'INTERNAL' };
}

/** True when no answer came, so the call may or may not have happened. */
export function isUnanswered(failure: Failure): boolean {
  return failure.code === 'OFFLINE' || failure.code === 'TIMEOUT';
}
