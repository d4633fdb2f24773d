import { isDeepStrictEqual } from 'node:util';
import type { Id } from '#src/contract/ids.ts';
import type { RoomEventBody } from '#src/contract/room-events.ts';
import { toInstant } from '#src/platform/clock.ts';
import { requireRoom } from './authorize.ts';
import { logRoom } from './log-room.ts';
import type { RoomRecord } from './record.ts';
import { isOver } from './rules.ts';
import type { WarmDeps } from './warm-room.ts';

/**
 * Logs a room's visible facts as MongoDB has them now; safe to repeat. Two changes at the same time may log in the wrong
 * order, so each reads again after logging, until what it logged is what is there.
 */
export async function logFacts(deps: WarmDeps, roomId: Id): Promise<RoomRecord> {
  let room = await requireRoom(deps, roomId);
  for (;;) {
    const change = visibleFacts(room);
    await logRoom(deps, roomId, { kind: 'room.changed', change });
    room = await requireRoom(deps, roomId);
    if (isDeepStrictEqual(visibleFacts(room), change)) return room;
  }
}

export function visibleFacts(room: RoomRecord): Extract<RoomEventBody, { kind: 'room.changed' }>['change'] {
  return {
    title: room.title,
    state: room.state,
    startsAt: toInstant(room.startsAt),
    ...(room.startedAt && { startedAt: toInstant(room.startedAt) }),
    ...(room.endedAt && { endedAt: toInstant(room.endedAt) }),
    ...(room.closedReason !== undefined && { closedReason: room.closedReason }),
    switches: room.switches,
    slowModeSeconds: room.slowModeSeconds,
    mutedAll: room.mutedAll,
    followersOnly: room.followersOnly ?? false,
    buyersOnly: room.buyersOnly ?? false,
    heldForReview: room.heldForReview ?? false,
    notice: room.notice ?? '',
    ...(isOver(room.state) && { stage: 'off' as const }),
  };
}
