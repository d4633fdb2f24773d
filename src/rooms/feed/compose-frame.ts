import { coalesceKey, withoutLine } from '#src/contract/room-state.ts';
import type { RoomEvent, RoomFrame } from '#src/contract/room-events.ts';
import type { ChatLine } from './sample-chat.ts';

/** Chooses which chat lines of viewers leave; all of them when nothing is said. */
export type PickLines = (lines: readonly ChatLine[]) => readonly ChatLine[];

/**
 * Makes one frame of the events `from..to`. Three kinds of loss are allowed and stated here: of stock, like and viewer counts
 * the newest per key is kept; a line that is removed again in the frame is not in it, nor a quote of it; and of viewers' chat
 * lines what `pick` chooses (lines of host, moderators and operators always leave); how many were left out is told. Selling
 * events are never left out.
 * What came before a `room.reset` is in it already, so a frame with one begins there.
 */
export function composeFrame(room: string, all: readonly RoomEvent[], pick: PickLines = (lines) => lines): RoomFrame {
  const reset = all.findLastIndex((event) => event.kind === 'room.reset');
  const events = withoutRemoved(all.slice(Math.max(0, reset)));
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
  const [from, to] = [all[Math.max(0, reset)]!.seq, all.at(-1)!.seq];
  return { room, from, to, events: kept.toReversed(), ...(skipped > 0 && { skipped }) };
}

/** What was removed is not sent again, not even to be removed at once. */
function withoutRemoved(events: readonly RoomEvent[]): readonly RoomEvent[] {
  const removed = new Set<string>();
  const kept: RoomEvent[] = [];
  for (const event of events.toReversed()) {
    if (event.kind === 'chat.removed') removed.add(event.messageId);
    const cleaned = removed.size === 0 ? event : clean(event, removed);
    if (cleaned) kept.push(cleaned);
  }
  return removed.size === 0 ? events : kept.toReversed();
}

function clean(event: RoomEvent, removed: ReadonlySet<string>): RoomEvent | undefined {
  if (event.kind === 'room.reset') {
    const chat = [...removed].reduce(withoutLine, event.snapshot.chat);
    return { ...event, snapshot: { ...event.snapshot, chat } };
  }
  if (event.kind !== 'chat.said') return event;
  const [message] = [...removed].reduce(withoutLine, [event.message]);
  return message && { ...event, message };
}

function isViewerChat(event: RoomEvent): event is ChatLine {
  return event.kind === 'chat.said' && event.message.role === 'viewer';
}
