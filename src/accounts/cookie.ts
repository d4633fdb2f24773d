import type { Request, Response } from 'express';
import { SESSION_LIFE_MS } from './policy.ts';

const NAME = 'sc_refresh';
const PATH = '/api/auth';

/** The refresh token travels only in this cookie, unreadable for scripts and unsent from other sites. */
export function setRefreshCookie(res: Response, token: string, secure: boolean): void {
  res.cookie(NAME, token, { httpOnly: true, sameSite: 'strict', path: PATH, secure, maxAge: SESSION_LIFE_MS });
}

export function clearRefreshCookie(res: Response, secure: boolean): void {
  res.clearCookie(NAME, { httpOnly: true, sameSite: 'strict', path: PATH, secure });
}

export function readRefreshCookie(req: Request): string | undefined {
  const pair = req.headers.cookie
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${NAME}=`));
  const token = pair?.slice(NAME.length + 1);
  return token !== undefined && token.length <= 200 ? token : undefined;
}
