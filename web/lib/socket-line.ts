import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Socket } from 'socket.io-client';
import { ApiError, type Failure } from './api-error.ts';

/** How the line to the service is. */
export type LineState = 'connecting' | 'connected' | 'reconnecting' | 'offline';

/** The state of a socket's line, and waiting for it. */
export interface Line {
  readonly state: ReadonlySignal<LineState>;
  /** Waits until connected. @throws ApiError OFFLINE after `timeoutMs` */
  connected(timeoutMs: number): Promise<void>;
  close(): void;
}

export function createLine(socket: Socket): Line {
  const phase = signal<'connecting' | 'connected' | 'reconnecting'>('connecting');
  const online = signal(navigator.onLine);
  const state = computed<LineState>(() => (phase.value === 'connected' || online.value ? phase.value : 'offline'));
  let retry: ReturnType<typeof setTimeout> | undefined;
  const again = (afterMs: number) => {
    clearTimeout(retry);
    // Spread out, so that a restarted node is not met by everybody at once.
    retry = setTimeout(() => socket.connect(), afterMs * (1 + Math.random() * 0.5));
  };
  socket.on('connect', () => void (phase.value = 'connected'));
  socket.on('disconnect', (reason) => {
    phase.value = 'reconnecting';
    // The library comes back by itself except when the service closed the connection on purpose.
    if (reason === 'io server disconnect') again(300);
  });
  socket.on('connect_error', (error: Error & { data?: Failure }) => {
    if (!socket.active) again(error.data?.retryAfterMs ?? 1_500);
  });
  const listening = new AbortController();
  const note = () => {
    online.value = navigator.onLine;
    if (navigator.onLine && !socket.connected) again(0);
  };
  window.addEventListener('online', note, { signal: listening.signal });
  window.addEventListener('offline', note, { signal: listening.signal });
  return {
    state,
    connected: (timeoutMs) => untilConnected(socket, timeoutMs),
    close() {
      clearTimeout(retry);
      listening.abort();
    },
  };
}

function untilConnected(socket: Socket, timeoutMs: number): Promise<void> {
  if (socket.connected) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      socket.off('connect', onConnect);
      reject(new ApiError({ code: 'OFFLINE' }));
    }, timeoutMs);
    const onConnect = () => {
      clearTimeout(timer);
      resolve();
    };
    socket.once('connect', onConnect);
  });
}
