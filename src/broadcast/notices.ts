import type { Media } from '#media/index.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Announce } from '#src/platform/edge/types.ts';
import type { Sessions } from './sessions.ts';

/** Viewers of a stage that is gone come back spread over this. Milliseconds. */
const REJOIN_SPREAD_MS = 1_500;

/** Tells the connection of a session that its stage is gone: viewers join again, the host publishes again. */
export function tellLost(
  announce: Announce,
  { socketId, room, session, role }: { socketId: string; room: Id; session: string; role: 'publisher' | 'viewer' },
): void {
  const afterMs = Math.floor(Math.random() * REJOIN_SPREAD_MS);
  if (role === 'viewer') announce.toSocket(socketId, 'media:rejoin', { room, session, afterMs });
  else announce.toSocket(socketId, 'media:republish', { room, session, reason: 'worker_died' });
}

/** Passes on what media says by itself, to the connections concerned on whichever node, and the stage's state to `tellState`. */
export function relayMedia(
  { media, sessions, announce }: { media: Media; sessions: Sessions; announce: Announce },
  tellState: (room: Id, state: 'off' | 'on' | 'reconnecting') => void,
): void {
  const socketOf = (session: string) => sessions.find(session)?.caller.socketId;
  media.events.on('state', tellState);
  media.events.on('consumers', (room, session, consumers) => {
    const socketId = socketOf(session);
    if (socketId) announce.toSocket(socketId, 'media:consumers', { room, session, consumers });
  });
  media.events.on('consumerClosed', (room, session, consumerId) => {
    const socketId = socketOf(session);
    if (socketId) announce.toSocket(socketId, 'media:consumer-closed', { room, session, consumerId });
  });
  media.events.on('rejoin', (room, session, afterMs) => {
    const socketId = socketOf(session);
    sessions.remove(session);
    if (socketId) announce.toSocket(socketId, 'media:rejoin', { room, session, afterMs });
  });
  media.events.on('republish', (room, session, reason) => {
    const socketId = socketOf(session);
    sessions.remove(session);
    if (socketId) announce.toSocket(socketId, 'media:republish', { room, session, reason });
  });
}
