import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { SocketPort } from '#src/platform/edge/types.ts';
import type { RoomRights } from './authorize.ts';
import { roomChannel } from './feed/feeds.ts';
import type { RoomFeed } from './feed/room-feed.ts';
import { roomPolicy } from './policy.ts';

/** The rooms of one connection. */
export interface Membership {
  rooms: Set<Id>;
  /** What was asked last for a room and is under way. */
  turns: Map<Id, Promise<unknown>>;
  gone: boolean;
}

/** Must be called before the first await of a command, while the connection is surely there. */
export function membershipOf(feeds: Deps['feeds'], socket: SocketPort): Membership {
  const known = socket.data['rooms'] as Membership | undefined;
  if (known) return known;
  const membership: Membership = { rooms: new Set(), turns: new Map(), gone: false };
  socket.data['rooms'] = membership;
  socket.onClose(() => {
    membership.gone = true;
    for (const room of membership.rooms) feeds.leave(room, socket.id);
  });
  return membership;
}

/** Coming and going of one connection wait for each other, so that who leaves while it is still entering has left. */
export async function inTurn<T>(membership: Membership, roomId: Id, work: () => Promise<T>): Promise<T> {
  const { turns } = membership;
  const turn = (turns.get(roomId) ?? Promise.resolve()).then(work, work);
  turns.set(roomId, turn);
  try {
    return await turn;
  } finally {
    if (turns.get(roomId) === turn) turns.delete(roomId);
  }
}

/** Puts a socket into a room; from the same moment on frames reach it. @throws ROOM_FULL RATE_LIMITED */
export async function enterRoom(
  deps: Pick<Deps, 'feeds'>,
  socket: SocketPort,
  membership: Membership,
  roomId: Id,
  rights: RoomRights,
): Promise<RoomFeed> {
  const limit = rights.isOperator ? roomPolicy.roomsPerOperatorSocket : roomPolicy.roomsPerSocket;
  if (!membership.rooms.has(roomId) && membership.rooms.size >= limit) {
    throw new AppError('RATE_LIMITED', { details: { rooms: limit } });
  }
  const counted = !rights.isHost && !rights.isOperator;
  const feed = await deps.feeds.enter(roomId, socket.id, { counted, isHost: rights.isHost });
  if (membership.gone) {
    deps.feeds.leave(roomId, socket.id);
    return feed;
  }
  membership.rooms.add(roomId);
  socket.join(roomChannel(roomId));
  return feed;
}

export function leaveRoom(deps: Pick<Deps, 'feeds'>, socket: SocketPort, roomId: Id): Promise<void> {
  const membership = membershipOf(deps.feeds, socket);
  return inTurn(membership, roomId, async () => {
    membership.rooms.delete(roomId);
    socket.leave(roomChannel(roomId));
    deps.feeds.leave(roomId, socket.id);
  });
}
