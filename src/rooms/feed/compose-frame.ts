import { coalesceKey } from '#src/contract/room-state.ts';
import type { RoomEvent, RoomFrame } from '#src/contract/rooms.ts';

/**
 * Makes one frame of the events `from..to`; pure. Two kinds of loss are allowed and stated here, both only of what a later look
 * shows anyway: of stock, like and viewer counts the newest per key is kept, and of viewers' chat lines the newest `chatLimit`
 * (lines of host, moderators and operators always leave). Selling events are never left out.
 * What came before a `room.reset` is in it already, so a frame with one begins there.
 */
export function composeFrame(room: string, all: readonly RoomEvent[], chatLimit: number): RoomFrame {
  const events = all.slice(
    Math.max(
      0,
      all.findLastIndex((event) => event.kind === 'room.reset'),
    ),
  );
  const seen = new Set<string>();
  let chatLeft = chatLimit;
  const kept: RoomEvent[] = [];
  for (const event of events.toReversed()) {
    const key = coalesceKey(event);
    if (key !== undefined) {
      if (seen.has(key)) continue;
      seen.add(key);
    } else if (isViewerChat(event)) {
      if (chatLeft === 0) continue;
      chatLeft -= 1;
    }
    kept.push(event);
  }
  return { room, from: events[0]!.seq, to: events.at(-1)!.seq, events: kept.toReversed() };
}

function isViewerChat(event: RoomEvent): boolean {
  return event.kind === 'chat.said' && event.message.role === 'viewer';
}
