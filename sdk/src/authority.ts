import type { Socket } from 'socket.io-client';
import { ask, ANSWER_MS } from './ask.ts';
import { serverNow } from './clock.ts';
import { createListeners } from './value.ts';

/** A socket token for whoever is signed in (`POST /api/auth/socket-token`); undefined is a guest. */
export type TokenSource = () => Promise<string | undefined>;

/** For whom a connection speaks: renewed in time, and changed by a sign-in without a new connection. */
export interface Authority {
  /** Takes a fresh token now: after a sign-in, or to prolong. Single flight, never throws; true when the service took it. */
  renew(): Promise<boolean>;
  /** Called after the service took a fresh token. Returns how to stop. */
  onRenewed(listener: () => void): () => void;
  close(): void;
}

/** The service gives a connection ten minutes per token but does not tell the first deadline, so renew well before. */
const FIRST_RENEWAL_MS = 5 * 60_000;
const RENEW_BEFORE_MS = 60_000;
const RETRY_MS = 15_000;

export function createAuthority(socket: Socket, token: TokenSource, isGuest: () => boolean): Authority {
  const listeners = createListeners<[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let renewing: Promise<boolean> | undefined;

  const schedule = (afterMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void renew(), Math.max(RETRY_MS, afterMs));
  };
  const later = () => {
    schedule(RETRY_MS);
    return false;
  };
  const renew = () => {
    renewing ??= renewNow().finally(() => (renewing = undefined));
    return renewing;
  };
  async function renewNow(): Promise<boolean> {
    const fresh = await token();
    if (!fresh) return false;
    if (!socket.connected) return later();
    const answer = await ask(socket, 'session:renew', { token: fresh }, Date.now() + ANSWER_MS);
    if (!answer.ok) {
      // Another account than before: what was joined was judged for that one, so connect anew.
      if (answer.error.code !== 'CONFLICT') return later();
      reconnect(socket);
      return false;
    }
    schedule(Date.parse(answer.data.expiresAt) - serverNow() - RENEW_BEFORE_MS);
    listeners.call();
    return true;
  }

  socket.on('connect', () => {
    if (!isGuest()) schedule(FIRST_RENEWAL_MS);
  });
  socket.on('disconnect', () => clearTimeout(timer));
  return {
    renew,
    onRenewed: listeners.add,
    close() {
      clearTimeout(timer);
      listeners.clear();
    },
  };
}

export function reconnect(socket: Socket): void {
  socket.disconnect();
  socket.connect();
}
