import cors from 'cors';
import type { RequestHandler } from 'express';

/**
 * Lets pages of the origins that `ALLOWED_ORIGINS` names read what the API answers. They act with bearer tokens: a
 * browser sends none of our cookies along, and shows them no answer to a request that did.
 */
export function shareWithOrigins(isAllowedOrigin: (origin: string, host: string) => boolean): RequestHandler {
  return cors((req, done) => {
    const { origin, host } = req.headers;
    const isAllowed = origin !== undefined && isAllowedOrigin(origin, host ?? '');
    done(null, { origin: isAllowed, exposedHeaders: ['Retry-After', 'X-Request-Id'], maxAge: 600 });
  });
}
