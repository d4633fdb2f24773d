import { NotFoundError, UnsupportedError, WorkerClosedError } from 'mediasoup/errors';
import { AppError } from '#src/contract/errors.ts';

/** Runs a mediasoup call; what mediasoup refuses becomes an error of the table. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translate(error);
  }
}

/** Runs a mediasoup call of a session, which may end in the middle of it. @throws MEDIA_SESSION_UNKNOWN */
export async function guardedIn<T>(session: { readonly closed: boolean }, work: () => Promise<T>): Promise<T> {
  try {
    const result = await guarded(work);
    if (!session.closed) return result;
  } catch (error) {
    if (!session.closed) throw error;
  }
  throw new AppError('MEDIA_SESSION_UNKNOWN');
}

function translate(error: unknown): unknown {
  if (error instanceof AppError) return error;
  if (error instanceof WorkerClosedError)
    return new AppError('MEDIA_UNAVAILABLE', { retryAfterMs: 1_000, cause: error });
  if (error instanceof NotFoundError) return new AppError('MEDIA_SESSION_UNKNOWN', { cause: error });
  // mediasoup throws TypeError for a description that is malformed, and Error for one that its worker refuses.
  if (error instanceof TypeError || error instanceof UnsupportedError)
    return new AppError('MEDIA_REJECTED', { cause: error });
  if (error instanceof Error && /closed|died|not running/i.test(error.message))
    return new AppError('MEDIA_UNAVAILABLE', { retryAfterMs: 1_000, cause: error });
  return error instanceof Error ? new AppError('MEDIA_REJECTED', { cause: error }) : error;
}
