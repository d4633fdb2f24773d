import type { Socket } from 'socket.io';
import type { Clock } from '../clock.ts';
import type { Actor, Member } from './types.ts';

/** Socket rooms by which a session or an account is reached over all nodes. */
export const sessionChannel = (sessionId: string): string => `session:${sessionId}`;
export const accountChannel = (accountId: string): string => `account:${accountId}`;

/** Who each socket is, and until when; a socket ends when its authority does. */
export interface SocketAuthority {
  asGuest(socket: Socket): void;
  /** `until`: milliseconds since the epoch. Renewing replaces actor and deadline in place. */
  asMember(socket: Socket, actor: Member, until: number): void;
  actorOf(socket: Socket): Actor;
}

interface Standing {
  actor: Actor;
  timer?: NodeJS.Timeout;
}

export function createSocketAuthority(clock: Clock): SocketAuthority {
  const standings = new WeakMap<Socket, Standing>();

  function stop(socket: Socket): void {
    clearTimeout(standings.get(socket)?.timer);
  }

  function leaveChannels(socket: Socket, next: Member): void {
    const before = standings.get(socket)?.actor;
    if (before?.kind !== 'member') return;
    if (before.sessionId !== next.sessionId) void socket.leave(sessionChannel(before.sessionId));
    if (before.id !== next.id) void socket.leave(accountChannel(before.id));
  }

  return {
    asGuest(socket) {
      standings.set(socket, { actor: { kind: 'guest' } });
    },
    asMember(socket, actor, until) {
      const known = standings.get(socket);
      stop(socket);
      leaveChannels(socket, actor);
      const timer = setTimeout(() => endSocket(socket, 'expired'), Math.max(0, until - clock.now()));
      timer.unref();
      // One listener per socket, however often it is renewed.
      if (known?.timer === undefined) socket.once('disconnect', () => stop(socket));
      standings.set(socket, { actor, timer });
      void socket.join([sessionChannel(actor.sessionId), accountChannel(actor.id)]);
    },
    actorOf: (socket) => standings.get(socket)?.actor ?? { kind: 'guest' },
  };
}

/** Tells the client why, then closes for good. */
export function endSocket(socket: Socket, reason: 'expired' | 'signed_out' | 'banned' | 'displaced'): void {
  socket.emit('session:ended', { reason });
  socket.disconnect(true);
}
