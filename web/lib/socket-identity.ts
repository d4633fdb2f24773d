import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { Socket } from 'socket.io-client';
import type { NoticePayload } from '../../src/contract/commands.ts';
import type { Failure } from './api-error.ts';
import { api } from './api.ts';
import { serverNow } from './server-clock.ts';
import { account, accessToken, becomeGuest, isSigningOut } from './session.ts';
import { ANSWER_MS, askSocket } from './socket-ask.ts';

export type EndReason = NoticePayload<'session:ended'>['reason'];

/** Whom a socket speaks for: renewed in time, and changed by a sign-in without a new connection. */
export interface Identity {
  readonly ended: ReadonlySignal<EndReason | undefined>;
  /** Gives the connection the authority of whoever is signed in now; single flight, never throws. */
  renew(): Promise<void>;
  onChange(listener: () => void): () => void;
  close(): void;
}

/** The service gives a connection ten minutes per token but does not tell the first deadline, so renew well before. */
const FIRST_RENEWAL_MS = 5 * 60_000;
const RENEW_BEFORE_MS = 60_000;
const RETRY_MS = 15_000;

/** `handshake.as`: the account id whose token the last handshake carried. */
export function createIdentity(socket: Socket, handshake: { as: string | null }): Identity {
  const ended = signal<EndReason | undefined>(undefined);
  const listeners = new Set<() => void>();
  let speaksFor: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let renewing: Promise<void> | undefined;

  const schedule = (afterMs: number) => {
    clearTimeout(timer);
    if (account.peek()) timer = setTimeout(() => void renew(), Math.max(RETRY_MS, afterMs));
  };
  const renew = () => {
    renewing ??= renewNow().finally(() => (renewing = undefined));
    return renewing;
  };
  async function renewNow(): Promise<void> {
    const token = await socketToken();
    if (!token || !socket.connected) return schedule(RETRY_MS);
    const answer = await askSocket(socket, 'session:renew', { token }, Date.now() + ANSWER_MS);
    if (!answer.ok) {
      // Another account than before: what was joined was judged for that one, so connect anew.
      return answer.error.code === 'CONFLICT' ? reconnect(socket) : schedule(RETRY_MS);
    }
    const before = speaksFor;
    speaksFor = account.peek()?.id ?? null;
    schedule(Date.parse(answer.data.expiresAt) - serverNow() - RENEW_BEFORE_MS);
    if (before !== speaksFor) for (const listener of listeners) listener();
  }
  const follow = () => {
    const id = account.peek()?.id ?? null;
    if (!socket.connected || id === speaksFor) return;
    if (id) void renew();
    else reconnect(socket);
  };

  socket.on('connect', () => {
    speaksFor = handshake.as;
    schedule(FIRST_RENEWAL_MS);
    follow();
  });
  socket.on('disconnect', () => clearTimeout(timer));
  socket.on('connect_error', ({ data }: Error & { data?: Failure }) => {
    if (data?.code === 'ACCOUNT_BANNED') becomeGuest();
  });
  socket.on('session:ended', ({ reason }: NoticePayload<'session:ended'>) => {
    if (reason === 'expired' || isSigningOut()) return;
    ended.value = reason;
    becomeGuest();
  });
  const stop = effect(() => {
    if (account.value) ended.value = undefined;
    untracked(follow);
  });
  return {
    ended,
    renew,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      stop();
      clearTimeout(timer);
      listeners.clear();
    },
  };
}

/** A token for one handshake; undefined connects as a guest, to be renewed once the session is known. */
export async function socketToken(): Promise<string | undefined> {
  const token = await accessToken();
  if (!token) return undefined;
  const result = await api('POST /api/auth/socket-token', {});
  return result.ok ? result.data.token : undefined;
}

function reconnect(socket: Socket): void {
  socket.disconnect();
  socket.connect();
}
