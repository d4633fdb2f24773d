import { coalesceKey } from '#src/contract/room-state.ts';
import type { RoomEvent, RoomFrame } from '#src/contract/room-events.ts';
import type { ChatLine } from './sample-chat.ts';

/** Chooses which chat lines of viewers leave; all of them when nothing is said. */
export type PickLines = (lines: readonly ChatLine[]) => readonly ChatLine[];

/**
 * Makes one frame of the events `from..to`. Two kinds of loss are allowed and stated here, both only of what a later look
 * shows anyway: of stock, like and viewer counts the newest per key is kept, and of viewers' chat lines what `pick` chooses
 * (lines of host, moderators and operators always leave); how many were left out is told. Selling events are never left out.
 * What came before a `room.reset` is in it already, so a frame with one begins there.
 */
export function composeFrame(room: string, all: readonly RoomEvent[], pick: PickLines = (lines) => lines): RoomFrame {
  const events = all.slice(
    Math.max(
      0,
      all.findLastIndex((event) => event.kind === 'room.reset'),
    ),
  );
  const lines = events.filter(isViewerChat);
  const picked = pick(lines);
  const skipped = lines.length - picked.length;
  const leaving = skipped > 0 ? new Set<RoomEvent>(picked) : undefined;
  const seen = new Set<string>();
  const kept: RoomEvent[] = [];
  for (const event of events.toReversed()) {
    const key = coalesceKey(event);
    if (key !== undefined) {
      if (seen.has(key)) continue;
      seen.add(key);
    } else if (leaving && isViewerChat(event) && !leaving.has(event)) {
      continue;
    }
    kept.push(event);
  }
  const [from, to] = [events[0]!.seq, events.at(-1)!.seq];
  return { room, from, to, events: kept.toReversed(), ...(skipped > 0 && { skipped }) };
}

function isViewerChat(event: RoomEvent): event is ChatLine {
  return event.kind === 'chat.said' && event.message.role === 'viewer';
}
