import { signal } from '@preact/signals';
import type { AccountView, SignedIn } from '../../src/contract/accounts.ts';
import type { RouteName, RouteResponse } from '../../src/contract/routes.ts';
import { api, type ApiInput, type Failure, type Result } from './api.ts';

/** Who is using this page; `unknown` until the cookie has been asked. */
export type Session = { status: 'unknown' } | { status: 'guest' } | { status: 'signed_in'; account: AccountView };

/** The page's session; reading `.value` in a component subscribes it. */
export const session = signal<Session>({ status: 'unknown' });

/** An access token is renewed when less than this is left of it, in milliseconds. */
const RENEW_BEFORE_MS = 60_000;

// The access token lives in memory only; the cookie that renews it is unreadable for scripts.
let access: { token: string; expiresAt: number } | undefined;
let renewing: Promise<boolean> | undefined;

/** Asks the cookie who this is; call once when the page starts. */
export async function startSession(): Promise<void> {
  if (!(await renew())) session.value = { status: 'guest' };
}

/** Calls a route as whoever is signed in; an ended session makes a guest of the page. */
export async function call<N extends RouteName>(name: N, input: ApiInput<N>): Promise<Result<RouteResponse<N>>> {
  const token = await accessToken();
  const first = await api(name, input, { token });
  if (first.ok || first.error.code !== 'SESSION_ENDED' || !token) return first;
  // The token may have been refused before its time, e.g. after a key rotation.
  access = undefined;
  return api(name, input, { token: await accessToken() });
}

/** A valid access token, renewed in time; undefined for a guest. */
export async function accessToken(): Promise<string | undefined> {
  if (session.peek().status === 'guest') return undefined;
  if (!access || access.expiresAt - Date.now() < RENEW_BEFORE_MS) await renew();
  return access?.token;
}

/** A fresh token for one socket handshake; undefined for a guest. */
export async function socketToken(): Promise<string | undefined> {
  if (session.peek().status !== 'signed_in') return undefined;
  const answer = await call('POST /api/auth/socket-token', {});
  return answer.ok ? answer.data.token : undefined;
}

/** Resolves with the refusal, or with nothing when it worked. */
export async function signIn(values: { email: string; password: string }): Promise<Failure | undefined> {
  return enter(await api('POST /api/auth/sign-in', { body: values }));
}

/** Resolves with the refusal, or with nothing when it worked. */
export async function register(values: {
  email: string;
  password: string;
  name: string;
}): Promise<Failure | undefined> {
  return enter(await api('POST /api/auth/register', { body: values }));
}

export async function signOut(): Promise<void> {
  await api('POST /api/auth/sign-out', {});
  leave();
}

/** The page has learned that the session is over. */
export function leave(): void {
  access = undefined;
  session.value = { status: 'guest' };
}

function enter(answer: Result<SignedIn>): Failure | undefined {
  if (!answer.ok) return answer.error;
  access = { token: answer.data.accessToken, expiresAt: Date.parse(answer.data.expiresAt) };
  session.value = { status: 'signed_in', account: answer.data.account };
  return undefined;
}

/** Renews by the cookie, once at a time; tabs take turns, because each renewal changes the cookie for all. */
function renew(): Promise<boolean> {
  renewing ??= navigator.locks.request('shelfcast-refresh', renewOnce).finally(() => (renewing = undefined));
  return renewing;
}

async function renewOnce(): Promise<boolean> {
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const answer = await api('POST /api/auth/refresh', {});
    if (!enter(answer)) return true;
    if (answer.ok) return true;
    const { code, retryAfterMs = 500 } = answer.error;
    const isOver = code === 'SESSION_ENDED' || code === 'ACCOUNT_BANNED' || code === 'SIGN_IN_REQUIRED';
    if (isOver) {
      leave();
      return false;
    }
    await new Promise((resolve) => setTimeout(resolve, retryAfterMs * (attempt + 1)));
  }
  return false;
}
