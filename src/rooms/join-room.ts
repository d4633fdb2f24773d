import { isFollowing } from '#src/channels/look-up.ts';
import { readReasons } from '#src/chat/read-reasons.ts';
import { withOwnLines } from '#src/chat/rules.ts';
import type { CommandOutput } from '#src/contract/commands.ts';
import type { Id } from '#src/contract/ids.ts';
import { CHAT_TAIL } from '#src/contract/room-state.ts';
import type { ChatMessage, RoomSnapshot } from '#src/contract/room-events.ts';
import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
import type { Actor, SocketPort } from '#src/platform/edge/types.ts';
import { roomRights } from './authorize.ts';
import type { RoomRights } from './authorize.ts';
import type { RoomFeed } from './feed/room-feed.ts';
import { enterRoom, inTurn, membershipOf } from './membership.ts';
import type { Membership } from './membership.ts';
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
  return inTurn(membership, roomId, () => join(deps, actor, socket, membership, roomId));
}

async function join(
  deps: JoinDeps,
  actor: Actor,
  socket: SocketPort,
  membership: Membership,
  roomId: Id,
): Promise<CommandOutput<'room:join'>> {
  const known = await deps.feeds.open(roomId);
  const record = await known.record();
  const rights = roomRights(record, actor);
  const [standing, own] = await Promise.all([
    standingOf(deps, known, record, rights, actor),
    ownLinesOf(deps, known, actor),
  ]);
  const feed = await enterRoom(deps, socket, membership, roomId, rights);
  // Read after the channel was entered, in the same turn: no event falls between snapshot and first frame.
  const { rtpCapabilities } = deps.broadcast;
  const { seq, isReadOnly } = feed;
  return {
    ...showOwn({ seq, snapshot: feed.snapshot }, own),
    standing,
    rtpCapabilities,
    ...(isReadOnly && { readOnly: true }),
  };
}

export async function standingOf(
  deps: Pick<Deps, 'chat' | 'clock' | 'channels'>,
  feed: Pick<RoomFeed, 'isReadOnly' | 'snapshot'>,
  room: RoomRecord,
  { role, permissions: held }: RoomRights,
  actor: Actor,
): Promise<CommandOutput<'room:join'>['standing']> {
  const permissions = [...held];
  if (actor.kind === 'guest') return { role, permissions, following: false };
  const [talk, waiting, following] = await Promise.all([
    // Out of reach now; talking is refused anyway until it is back.
    feed.isReadOnly ? undefined : deps.chat.standing(room._id, actor.id),
    feed.snapshot.heldForReview && !feed.isReadOnly ? deps.chat.waitingOf(room._id, actor.id) : [],
    isFollowing(deps, room.channelId, actor.id),
  ]);
  const until = talk?.mutedUntil ?? 0;
  const reasons = await readReasons(deps, room, actor.id, talk ?? {});
  return {
    role,
    permissions,
    following,
    ...(until > deps.clock.now() && { mutedUntil: toInstant(until) }),
    ...(talk?.banned && { banned: talk.banned }),
    ...reasons,
    ...(waiting.length > 0 && { waiting }),
  };
}

/** What only the caller sees of his own lines. */
export async function ownLinesOf(
  deps: Pick<Deps, 'chat'>,
  feed: Pick<RoomFeed, 'roomId' | 'isReadOnly'>,
  actor: Actor,
): Promise<ChatMessage[]> {
  if (actor.kind === 'guest' || feed.isReadOnly) return [];
  return deps.chat.ownLines(feed.roomId, actor.id);
}

/** An answer as the caller is to see it: a snapshot in it has his own lines among the others. */
export function showOwn<T extends object>(answer: T, own: readonly ChatMessage[]): T {
  if (own.length === 0 || !('snapshot' in answer)) return answer;
  const snapshot = answer.snapshot as RoomSnapshot;
  return { ...answer, snapshot: { ...snapshot, chat: withOwnLines(snapshot.chat, own, CHAT_TAIL) } };
}
