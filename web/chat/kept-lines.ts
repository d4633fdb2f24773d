import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { markLine, withoutLine } from '../../src/contract/room-state.ts';
import type { ChatMessage } from '../../src/contract/room-events.ts';
import type { RoomWatch } from '../lib/room-client.ts';

/** Lines a page keeps; the room itself has only its newest. */
const KEPT = 500;

/** The lines seen so far, oldest first: those that have left the room's tail, then the tail as it is now; pure. */
export function keepLines(kept: readonly ChatMessage[], tail: readonly ChatMessage[]): readonly ChatMessage[] {
  const first = tail[0];
  if (!first) return kept;
  const ids = new Set(tail.map(({ messageId }) => messageId));
  const at = kept.findIndex(({ messageId }) => messageId === first.messageId);
  const earlier = at === -1 ? kept.filter(({ messageId }) => !ids.has(messageId)) : kept.slice(0, at);
  return [...earlier, ...tail].slice(-KEPT);
}

/** Follows a room's lines from now on, so that a moderator can scroll further back than a viewer. */
export function followLines(room: Pick<RoomWatch, 'snapshot' | 'onEvents'>): {
  lines: ReadonlySignal<readonly ChatMessage[]>;
  close: () => void;
} {
  const lines = signal<readonly ChatMessage[]>([]);
  const stops = [
    room.onEvents((events) => {
      for (const event of events) {
        if (event.kind === 'chat.removed') lines.value = withoutLine([...lines.peek()], event.messageId);
        if (event.kind === 'chat.marked')
          lines.value = lines
            .peek()
            .map((line) => (line.messageId === event.messageId ? markLine(line, event.mark) : line));
      }
    }),
    effect(() => {
      const tail = room.snapshot.value?.chat;
      if (tail) lines.value = keepLines(lines.peek(), tail);
    }),
  ];
  return { lines, close: () => stops.forEach((stop) => stop()) };
}
