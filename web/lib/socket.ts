import { type ReadonlySignal } from '@preact/signals';
import { io, type Socket } from 'socket.io-client';
import type {
  CommandName,
  CommandOutput,
  CommandPayload,
  NoticeName,
  NoticePayload,
} from '../../src/contract/commands.ts';
import { ApiError } from './api-error.ts';
import { account } from './session.ts';
import { askSocket, ANSWER_MS } from './socket-ask.ts';
import { createIdentity, socketToken, type EndReason } from './socket-identity.ts';
import { createLine, type LineState } from './socket-line.ts';

export type { EndReason } from './socket-identity.ts';
export type { LineState } from './socket-line.ts';

export interface RequestOptions {
  /** Milliseconds without an answer after which it fails with `TIMEOUT`. */
  timeoutMs?: number | undefined;
}

/** A page's one connection to the service; it comes back by itself after every loss. */
export interface Connection {
  readonly state: ReadonlySignal<LineState>;
  /** Why the account's session ended, if the service ended it; the page goes on as a guest. */
  readonly ended: ReadonlySignal<EndReason | undefined>;
  /**
   * Sends a command and waits for its answer; waits for the connection first, but never longer than the timeout.
   * `OFFLINE` and `TIMEOUT` mean unknown, never "not done". @throws ApiError
   */
  request<N extends CommandName>(
    name: N,
    payload: CommandPayload<N>,
    options?: RequestOptions,
  ): Promise<CommandOutput<N>>;
  /** Listens to a notice; returns how to stop. */
  on<N extends NoticeName>(name: N, listener: (payload: NoticePayload<N>) => void): () => void;
  /** Called now if connected, and at every connection after: join rooms here. Returns how to stop. */
  onConnected(listener: () => void): () => void;
  /** Called when somebody signed in on the running connection: rights may have changed. Returns how to stop. */
  onIdentity(listener: () => void): () => void;
  close(): void;
}

/** Opens the connection to the page's own origin; as a guest, or as whoever is signed in. */
export function connect(): Connection {
  const handshake = { as: null as string | null };
  const socket: Socket = io({
    transports: ['websocket'],
    reconnectionDelay: 400,
    reconnectionDelayMax: 5_000,
    auth: (done) => {
      void socketToken().then((token) => {
        handshake.as = token ? (account.peek()?.id ?? null) : null;
        done(token ? { token } : {});
      });
    },
  });
  const line = createLine(socket);
  const identity = createIdentity(socket, handshake);
  return {
    state: line.state,
    ended: identity.ended,
    async request(name, payload, { timeoutMs = ANSWER_MS } = {}) {
      const deadline = Date.now() + timeoutMs;
      await line.connected(timeoutMs);
      let answer = await askSocket(socket, name, payload, deadline);
      if (!answer.ok && answer.error.code === 'SIGN_IN_REQUIRED' && account.peek()) {
        // Signed in a moment ago: the connection does not speak for the account yet.
        await identity.renew();
        answer = await askSocket(socket, name, payload, deadline);
      }
      if (answer.ok) return answer.data;
      throw new ApiError(answer.error);
    },
    on(notice, listener) {
      const name: string = notice;
      socket.on(name, listener);
      return () => void socket.off(name, listener);
    },
    onConnected(listener) {
      if (socket.connected) listener();
      socket.on('connect', listener);
      return () => void socket.off('connect', listener);
    },
    onIdentity: identity.onChange,
    close() {
      identity.close();
      line.close();
      socket.close();
    },
  };
}
