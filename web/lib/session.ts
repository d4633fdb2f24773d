import { signal, type ReadonlySignal } from '@preact/signals';
import type { AccountView, SignedIn } from '../../src/contract/accounts.ts';
import type { Failure } from './api-error.ts';
import { serverNow } from './server-clock.ts';
import { send, type ApiInput, type Result } from './transport.ts';

/** A token with less life than this is renewed before it is used, in milliseconds. */
const RENEW_BEFORE_MS = 45_000;
/** Tabs share one refresh cookie; only one at a time may rotate it. */
const LOCK = 'shelfcast.refresh';
/** Remembers only *that* somebody signed in, so that guests need no refresh call before their first frame. */
const HINT = 'shelfcast.signedIn';

const current = signal<AccountView | null | undefined>(hasHint() ? undefined : null);
const failed = signal<Failure | undefined>(undefined);
const news = new BroadcastChannel('shelfcast.session');
// The access token lives in memory only; the cookie that renews it is unreadable for scripts.
let access: { token: string; expiresAt: number } | undefined;
let refreshing: Promise<void> | undefined;
let signingOut = false;

/** Who is signed in: an account, `null` for a guest, `undefined` while the page is still finding out. */
export const account: ReadonlySignal<AccountView | null | undefined> = current;

/** Why the page could not find out who is signed in, e.g. `OFFLINE`; undefined once it has. */
export const restoreFailure: ReadonlySignal<Failure | undefined> = failed;

/** Finds out who is signed in; single flight, so every part of a page may call it. Never throws. */
export async function restoreSession(): Promise<AccountView | null | undefined> {
  if (current.peek() === undefined) await refresh();
  return current.peek();
}

/** A fresh access token, renewed silently when it is about to end; undefined for guests. Never throws. */
export async function accessToken(): Promise<string | undefined> {
  if (current.peek() === null) return undefined;
  if (!access || access.expiresAt - serverNow() < RENEW_BEFORE_MS) await refresh();
  return access && access.expiresAt > serverNow() ? access.token : undefined;
}

/** Forgets a token the service no longer takes, so that the next call renews it. */
export function dropAccessToken(token: string): void {
  if (access?.token === token) access = undefined;
}

/** Resolves with the refusal, or with nothing when it worked. */
export async function signIn(input: ApiInput<'POST /api/auth/sign-in'>['body']): Promise<Failure | undefined> {
  return take(await withLock(() => send('POST /api/auth/sign-in', { body: input })));
}

/** Makes an account and signs in with it; resolves with the refusal, or with nothing when it worked. */
export async function register(input: ApiInput<'POST /api/auth/register'>['body']): Promise<Failure | undefined> {
  return take(await withLock(() => send('POST /api/auth/register', { body: input })));
}

/** Ends this device's session; the page goes on as a guest even when the service cannot be reached. */
export async function signOut(): Promise<void> {
  signingOut = true;
  await withLock(() => send('POST /api/auth/sign-out', {}));
  becomeGuest();
  signingOut = false;
  news.postMessage('signed-out');
}

/** True while this page itself ends the session, so that the service's notice of it is no news. */
export function isSigningOut(): boolean {
  return signingOut;
}

/** The service says the session is over: the page goes on as a guest. */
export function becomeGuest(): void {
  access = undefined;
  failed.value = undefined;
  setHint(false);
  current.value = null;
}

function refresh(): Promise<void> {
  refreshing ??= withLock(rotate).finally(() => (refreshing = undefined));
  return refreshing;
}

async function rotate(attempt = 0): Promise<void> {
  const result = await send('POST /api/auth/refresh', {});
  if (result.ok) return enter(result.data);
  const { error } = result;
  if (error.code === 'CONFLICT' && attempt < 3) {
    await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs ?? 200));
    return rotate(attempt + 1);
  }
  const isOver = ['SESSION_ENDED', 'SIGN_IN_REQUIRED', 'ACCOUNT_BANNED'].includes(error.code);
  if (isOver) return becomeGuest();
  // No answer says nothing about the session; the next call tries again.
  failed.value = error;
}

function take(result: Result<SignedIn>): Failure | undefined {
  if (!result.ok) return result.error;
  enter(result.data);
  news.postMessage('signed-in');
  return undefined;
}

function enter(answer: SignedIn): void {
  access = { token: answer.accessToken, expiresAt: Date.parse(answer.expiresAt) };
  failed.value = undefined;
  setHint(true);
  const known = current.peek();
  // The same account in a new object would re-run everything that watches who is signed in.
  if (known?.id !== answer.account.id || known.name !== answer.account.name) current.value = answer.account;
}

/** Another tab signed in or out: this page follows. */
news.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (data === 'signed-out') becomeGuest();
  if (data === 'signed-in') {
    access = undefined;
    void refresh();
  }
});
window.addEventListener('online', () => {
  if (current.peek() === undefined) void refresh();
});

/** Web Locks exist on secure pages only; elsewhere the service's grace for a second rotation has to do. */
function withLock<T>(work: () => Promise<T>): Promise<T> {
  return 'locks' in navigator ? navigator.locks.request(LOCK, work) : work();
}

function hasHint(): boolean {
  try {
    return localStorage.getItem(HINT) !== null;
  } catch {
    // Without storage one refresh call finds out.
    return true;
  }
}

function setHint(on: boolean): void {
  try {
    if (on) localStorage.setItem(HINT, '1');
    else localStorage.removeItem(HINT);
  } catch {
    // Only a shortcut is lost.
  }
}
