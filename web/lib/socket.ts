import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import {
  connect as connectToService,
  type Connection as ClientConnection,
  type LineState,
  type SessionEndedNotice,
} from '../../sdk/src/index.ts';
import { api } from './api.ts';
import { follow } from './follow.ts';
import { account, accessToken, becomeGuest, isSigningOut } from './session.ts';

export type { LineState, RequestOptions } from '../../sdk/src/index.ts';
export type EndReason = SessionEndedNotice['reason'];

/** A page's one connection to the service: the client's, speaking for whoever is signed in on this page. */
export interface Connection extends Omit<ClientConnection, 'state'> {
  readonly state: ReadonlySignal<LineState>;
  /** Why the account's session ended, if the service ended it; the page goes on as a guest. */
  readonly ended: ReadonlySignal<EndReason | undefined>;
}

/** Opens the connection to the page's own origin; as a guest, or as whoever is signed in. */
export function connect(): Connection {
  const ended = signal<EndReason | undefined>(undefined);
  /** The account the next handshake is for, and the one the connection speaks for. */
  let asked: string | null = null;
  let speaksFor: string | null = null;
  let isUp = false;
  const connection = connectToService({
    async token() {
      const token = await socketToken();
      asked = token ? (account.peek()?.id ?? null) : null;
      return token;
    },
  });
  const followAccount = () => {
    const id = account.peek()?.id ?? null;
    if (!isUp || id === speaksFor) return;
    if (id) void connection.renew();
    else connection.reconnect();
  };
  connection.state.subscribe((state) => (isUp = state === 'connected'));
  connection.onConnected(() => {
    isUp = true;
    speaksFor = asked;
    followAccount();
  });
  connection.onIdentity(() => (speaksFor = asked));
  connection.onRefused(({ code }) => {
    if (code === 'ACCOUNT_BANNED') becomeGuest();
  });
  connection.on('session:ended', ({ reason }) => {
    if (reason === 'expired' || isSigningOut()) return;
    ended.value = reason;
    becomeGuest();
  });
  const stop = effect(() => {
    if (account.value) ended.value = undefined;
    untracked(followAccount);
  });
  return {
    ...connection,
    state: follow(connection.state),
    ended,
    close() {
      stop();
      connection.close();
    },
  };
}

/** A token for one handshake; undefined connects as a guest, to be renewed once the session is known. */
async function socketToken(): Promise<string | undefined> {
  const token = await accessToken();
  if (!token) return undefined;
  const result = await api('POST /api/auth/socket-token', {});
  return result.ok ? result.data.token : undefined;
}
