import { isFollowing } from '#src/channels/look-up.ts';
import type { CommandOutput } from '#src/contract/commands.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
import type { Actor, SocketPort } from '#src/platform/edge/types.ts';
import { roomRights } from './authorize.ts';
import type { RoomRights } from './authorize.ts';
import type { RoomFeed } from './feed/room-feed.ts';
import { enterRoom, membershipOf } from './membership.ts';
import type { RoomRecord } from './record.ts';

export type JoinDeps = Pick<Deps, 'feeds' | 'chat' | 'clock' | 'channels' | 'broadcast'>;

/** A whole room in one round trip: its state from memory, the caller's standing, and what media needs. @throws NOT_FOUND ROOM_FULL */
export async function joinRoom(
  deps: JoinDeps,
  actor: Actor,
  socket: SocketPort,
  roomId: Id,
): Promise<CommandOutput<'room:join'>> {
  const membership = membershipOf(deps.feeds, socket);
  const known = await deps.feeds.open(roomId);
  const record = await known.record();
  const rights = roomRights(record, actor);
  const standing = await standingOf(deps, known, record, rights, actor);
  const feed = await enterRoom(deps, socket, membership, roomId, rights);
  // Read after the channel was entered, in the same turn: no event falls between snapshot and first frame.
  const { rtpCapabilities } = deps.broadcast;
  const { seq, snapshot, isReadOnly } = feed;
  return { seq, snapshot, standing, rtpCapabilities, ...(isReadOnly && { readOnly: true }) };
}

export async function standingOf(
  deps: Pick<Deps, 'chat' | 'clock' | 'channels'>,
  feed: Pick<RoomFeed, 'isReadOnly'>,
  room: RoomRecord,
  { role }: RoomRights,
  actor: Actor,
): Promise<CommandOutput<'room:join'>['standing']> {
  if (actor.kind === 'guest') return { role, following: false };
  const [until, following] = await Promise.all([
    // Out of reach now; talking is refused anyway until it is back.
    feed.isReadOnly ? undefined : deps.chat.mutedUntil(room._id, actor.id),
    isFollowing(deps, room.channelId, actor.id),
  ]);
  const muted = until !== undefined && until > deps.clock.now();
  return { role, following, ...(muted && { mutedUntil: toInstant(until) }) };
}
