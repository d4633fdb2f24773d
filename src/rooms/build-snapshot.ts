import { CHAT_TAIL } from '#src/contract/room-state.ts';
import type { RoomSnapshot } from '#src/contract/room-events.ts';
import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
import { readPinned, readShelf } from '#src/shelf/read-shelf.ts';
import type { RoomRecord } from './record.ts';
import { isOver } from './rules.ts';

export type SnapshotDeps = Pick<Deps, 'chat' | 'likes' | 'presence' | 'clock' | 'channels'> &
  Parameters<typeof readShelf>[0];

/** A room's state from what MongoDB knows, to stand in its log at `seq`: for a new room, and for one that Redis has lost. */
export async function buildSnapshot(deps: SnapshotDeps, room: RoomRecord, seq: number): Promise<RoomSnapshot> {
  const [chat, likes, { viewers }, shelf, pinned, channel] = await Promise.all([
    deps.chat.archive.tail(room._id, CHAT_TAIL),
    deps.likes.total(room._id),
    deps.presence.count(room._id),
    readShelf(deps, room._id),
    readPinned(deps, room._id),
    deps.channels.find(room.channelId),
  ]);
  return {
    roomId: room._id,
    channel: { id: room.channelId, name: room.channelName, followers: channel?.followers ?? 0 },
    title: room.title,
    state: room.state,
    startsAt: toInstant(room.startsAt),
    ...(room.startedAt && { startedAt: toInstant(room.startedAt) }),
    ...(room.endedAt && { endedAt: toInstant(room.endedAt) }),
    ...(room.closedReason && { closedReason: room.closedReason }),
    switches: room.switches,
    slowModeSeconds: room.slowModeSeconds,
    mutedAll: room.mutedAll,
    followersOnly: room.followersOnly ?? false,
    buyersOnly: room.buyersOnly ?? false,
    heldForReview: room.heldForReview ?? false,
    notice: room.notice ?? '',
    // A stage that is on says so itself when it finds the log rebuilt.
    stage: 'off',
    shelf,
    pinned: pinned && !isOver(room.state) ? { ...pinned, seq } : null,
    chat,
    likes,
    viewers,
  };
}
