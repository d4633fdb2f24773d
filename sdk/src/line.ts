import type { Socket } from 'socket.io-client';
import { ShelfcastError, type Failure } from './failure.ts';
import { createValue, type Value } from './value.ts';

/** How the line to the service is; `offline` when the device itself has no network. */
export type LineState = 'connecting' | 'connected' | 'reconnecting' | 'offline';

/** The state of a socket's line, and waiting for it. */
export interface Line {
  readonly state: Value<LineState>;
  /** Waits until connected. @throws ShelfcastError OFFLINE after `timeoutMs` */
  connected(timeoutMs: number): Promise<void>;
  close(): void;
}

export function createLine(socket: Socket): Line {
  let phase: Exclude<LineState, 'offline'> = 'connecting';
  const state = createValue<LineState>('connecting');
  const tell = (now = phase) => {
    phase = now;
    state.set(phase === 'connected' || isOnline() ? phase : 'offline');
  };
  let retry: ReturnType<typeof setTimeout> | undefined;
  const again = (afterMs: number) => {
    clearTimeout(retry);
    // Spread out, so that a restarted node is not met by everybody at once.
    retry = setTimeout(() => socket.connect(), afterMs * (1 + Math.random() * 0.5));
  };
  socket.on('connect', () => tell('connected'));
  socket.on('disconnect', (reason) => {
    tell('reconnecting');
    // The library comes back by itself except when the service closed the connection on purpose.
    if (reason === 'io server disconnect') again(200 + Math.random() * 1_500);
  });
  socket.on('connect_error', (error: Error & { data?: Failure }) => {
    if (!socket.active) again(error.data?.retryAfterMs ?? 1_500);
  });
  const note = () => {
    tell();
    if (isOnline() && !socket.connected) again(0);
  };
  const stop = onNetworkChange(note);
  tell();
  return {
    state,
    connected: (timeoutMs) => untilConnected(socket, timeoutMs),
    close() {
      clearTimeout(retry);
      stop();
    },
  };
}

/** Only browsers know; elsewhere the connection itself tells. */
function isOnline(): boolean {
  return typeof window === 'undefined' || navigator.onLine;
}

function onNetworkChange(listener: () => void): () => void {
  if (typeof window === 'undefined') return () => undefined;
  const listening = new AbortController();
  window.addEventListener('online', listener, { signal: listening.signal });
  window.addEventListener('offline', listener, { signal: listening.signal });
  return () => listening.abort();
}

function untilConnected(socket: Socket, timeoutMs: number): Promise<void> {
  if (socket.connected) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      socket.off('connect', onConnect);
      reject(new ShelfcastError({ code: 'OFFLINE' }));
    }, timeoutMs);
    const onConnect = () => {
      clearTimeout(timer);
      resolve();
    };
    socket.once('connect', onConnect);
  });
}
