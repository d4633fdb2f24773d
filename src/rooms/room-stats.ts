import type { Id } from '#src/contract/ids.ts';
import type { RoomStats } from '#src/contract/ops.ts';
import type { Deps } from '#src/deps.ts';
import { countRoom } from '#src/orders/count-room.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { readPinned } from '#src/shelf/read-shelf.ts';
import { requireStaff } from './authorize.ts';
import type { RoomRecord } from './record.ts';
import { isOver } from './rules.ts';

export type StatsDeps = Pick<Deps, 'rooms' | 'presence' | 'likes' | 'chat' | 'clock'> &
  Parameters<typeof countRoom>[0] &
  Parameters<typeof readPinned>[0];

/** Live numbers of a room, or those of a show that is over. @throws FORBIDDEN NOT_FOUND */
export async function readStats(deps: StatsDeps, actor: Member, roomId: Id): Promise<RoomStats> {
  return statsOf(deps, await requireStaff(deps, actor, roomId));
}

export async function statsOf(deps: StatsDeps, room: RoomRecord): Promise<RoomStats> {
  const now = deps.clock.now();
  const pinned = await readPinned(deps, room._id);
  const [{ viewers, peak }, likes, messagesPerSecond, counted] = await Promise.all([
    deps.presence.count(room._id),
    deps.likes.total(room._id),
    deps.chat.rate(room._id, now),
    countRoom(deps, room._id, pinned ? { itemId: pinned.itemId, since: pinned.at } : undefined),
  ]);
  return {
    roomId: room._id,
    viewers: isOver(room.state) ? 0 : viewers,
    peakViewers: Math.max(peak, room.peakViewers),
    likes: Math.max(likes, room.likes),
    messagesPerSecond,
    ...counted,
  };
}
