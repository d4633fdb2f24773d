import { signal } from '@preact/signals';
import { io } from 'socket.io-client';
import type {
  CommandName,
  CommandOutput,
  CommandPayload,
  NoticeName,
  NoticePayload,
} from '../../src/contract/commands.ts';
import type { ErrorBody } from '../../src/contract/errors.ts';
import type { Failure, Result } from './api.ts';
import { leave, session, socketToken } from './session.ts';

/** `offline` is said by the browser, `reconnecting` is found out. */
export type ConnectionState = 'connecting' | 'ok' | 'reconnecting' | 'offline';

/** The page's one connection to the service. */
export interface Connection {
  state: { readonly value: ConnectionState };
  /** Sends a command of the contract; never throws, a refusal is a result. */
  ask<N extends CommandName>(
    name: N,
    payload: CommandPayload<N>,
    timeoutMs?: number,
  ): Promise<Result<CommandOutput<N>>>;
  /** Like `ask`, but throws an `AskError`; for code that does not know results, such as media. */
  request<N extends CommandName>(name: N, payload: CommandPayload<N>): Promise<CommandOutput<N>>;
  /** Answers a function that ends the listening. */
  on<N extends NoticeName>(notice: N, listener: (payload: NoticePayload<N>) => void): () => void;
  /** Called at every (re)connect, after the handshake. */
  onConnect(listener: () => void): () => void;
  close(): void;
}

export class AskError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.name = 'AskError';
    this.failure = failure;
  }
}

/** Authority over a socket is renewed this often, well before it ends. */
const RENEW_EVERY_MS = 8 * 60_000;

/** Connects as whoever is signed in; signing in later keeps the connection and everything it has joined. */
export function connect(): Connection {
  const state = signal<ConnectionState>('connecting');
  const socket = io({
    transports: ['websocket'],
    reconnectionDelay: 300,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.7,
    auth: (give) => void socketToken().then((token) => give(token ? { token } : {})),
  });

  const ask: Connection['ask'] = async (name, payload, timeoutMs = 10_000) => {
    try {
      const answer = await socket.timeout(timeoutMs).emitWithAck(name, payload);
      return answer.ok ? { ok: true, data: answer.data } : { ok: false, error: answer.error as ErrorBody };
    } catch {
      return { ok: false, error: { code: navigator.onLine ? 'TIMEOUT' : 'OFFLINE' } };
    }
  };

  const renew = async () => {
    const token = await socketToken();
    if (token && socket.connected) await ask('session:renew', { token });
  };
  const timer = setInterval(() => void renew(), RENEW_EVERY_MS);
  const stopWatching = session.subscribe(({ status }) => {
    if (status === 'signed_in') void renew();
  });
  const isAway = () => (state.value = navigator.onLine ? 'reconnecting' : 'offline');
  socket.on('connect', () => (state.value = 'ok'));
  socket.on('disconnect', (reason) => {
    isAway();
    // The service closed this socket on purpose; a new one starts with fresh authority, or as a guest.
    if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 500);
  });
  socket.on('connect_error', isAway);
  socket.on('session:ended', ({ reason }: NoticePayload<'session:ended'>) => {
    if (reason !== 'expired') leave();
  });
  addEventListener('offline', isAway);

  return {
    state,
    ask,
    async request(name, payload) {
      const answer = await ask(name, payload);
      if (!answer.ok) throw new AskError(answer.error);
      return answer.data;
    },
    on(notice, listener) {
      socket.on(notice as string, listener);
      return () => void socket.off(notice as string, listener);
    },
    onConnect(listener) {
      socket.on('connect', listener);
      if (socket.connected) listener();
      return () => void socket.off('connect', listener);
    },
    close() {
      clearInterval(timer);
      stopWatching();
      removeEventListener('offline', isAway);
      socket.close();
    },
  };
}
