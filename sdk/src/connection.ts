import { io, type Socket } from 'socket.io-client';
import { ask, ANSWER_MS, type CommandInput, type CommandName, type CommandOutput } from './ask.ts';
import { createAuthority, reconnect, type TokenSource } from './authority.ts';
import { reconnectDelays } from './back-off.ts';
import { ShelfcastError, type Failure } from './failure.ts';
import { createLine, type LineState } from './line.ts';
import type { Notices } from './protocol.ts';
import type { Value } from './value.ts';

export type NoticeName = keyof Notices;

export interface ConnectOptions {
  /** Where the service is, e.g. `https://live.example.com`; a page's own origin without it. */
  url?: string | undefined;
  /** Asked at every handshake and renewal; without it the connection is a guest's. */
  token?: TokenSource | undefined;
}

export interface RequestOptions {
  /** Milliseconds without an answer after which it fails with `TIMEOUT`. */
  timeoutMs?: number | undefined;
}

/** One connection to the service; it comes back by itself after every loss. */
export interface Connection {
  readonly state: Value<LineState>;
  /**
   * Sends a command and waits for its answer; waits for the connection first, but never longer than the timeout.
   * `OFFLINE` and `TIMEOUT` mean unknown, never "not done". @throws ShelfcastError
   */
  request<N extends CommandName>(
    name: N,
    payload: CommandInput<N>,
    options?: RequestOptions,
  ): Promise<CommandOutput<N>>;
  /** Listens to a notice; returns how to stop. */
  on<N extends NoticeName>(name: N, listener: (payload: Notices[N]) => void): () => void;
  /** Called now if connected, and at every connection after: join rooms here. Returns how to stop. */
  onConnected(listener: () => void): () => void;
  /** Called when somebody signed in on the running connection: rights may have changed. Returns how to stop. */
  onIdentity(listener: () => void): () => void;
  /** Called when the service refused a handshake, e.g. `ACCOUNT_BANNED`; it is tried again. Returns how to stop. */
  onRefused(listener: (failure: Failure) => void): () => void;
  /** Takes a fresh token now: call it after a sign-in. Never throws; true when the service took it. */
  renew(): Promise<boolean>;
  /** Begins anew as whoever the token source speaks for: call it after a sign-out. */
  reconnect(): void;
  close(): void;
}

/** Opens a connection; as a guest, or as whoever the token source speaks for. */
export function connect({ url, token = async () => undefined }: ConnectOptions = {}): Connection {
  let isGuest = true;
  const auth = (done: (auth: object) => void) => {
    void token().then((fresh) => {
      isGuest = fresh === undefined;
      done(fresh ? { token: fresh } : {});
    });
  };
  const options = { transports: ['websocket'], ...reconnectDelays(), auth };
  const socket: Socket = url ? io(url, { ...options, forceNew: true }) : io(options);
  const line = createLine(socket);
  const authority = createAuthority(socket, token, () => isGuest);
  return {
    state: line.state,
    async request(name, payload, { timeoutMs = ANSWER_MS } = {}) {
      const deadline = Date.now() + timeoutMs;
      await line.connected(timeoutMs);
      let answer = await ask(socket, name, payload, deadline);
      if (!answer.ok && answer.error.code === 'SIGN_IN_REQUIRED') {
        // Signed in a moment ago, perhaps: the connection does not speak for the account yet.
        if (await authority.renew()) answer = await ask(socket, name, payload, deadline);
      }
      if (answer.ok) return answer.data;
      throw new ShelfcastError(answer.error);
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
    onIdentity: authority.onRenewed,
    onRefused(listener) {
      const heard = ({ data }: Error & { data?: Failure }) => data && listener(data);
      socket.on('connect_error', heard);
      return () => void socket.off('connect_error', heard);
    },
    renew: authority.renew,
    reconnect: () => reconnect(socket),
    close() {
      authority.close();
      line.close();
      socket.close();
    },
  };
}
