import type { RoomEvent } from '#src/contract/room-events.ts';

/** The newest events of a room in memory, so that a catch-up asks nobody. */
export interface Tail {
  push(event: RoomEvent): void;
  /** Events after a number, or undefined when some of them are no longer here. */
  after(seq: number): RoomEvent[] | undefined;
  /** At most so many, oldest first. */
  newest(count: number): RoomEvent[];
  /** Forgets everything; the next event pushed is the first. */
  clear(): void;
}

export function createTail(limit: number): Tail {
  let events: RoomEvent[] = [];
  return {
    push(event) {
      events.push(event);
      // Trimmed in halves, so that a push costs nothing most of the time.
      if (events.length >= limit * 2) events = events.slice(-limit);
    },
    after(seq) {
      const first = events[0];
      if (first === undefined || first.seq > seq + 1) return undefined;
      return events.slice(firstIndexAfter(events, seq));
    },
    newest: (count) => events.slice(-count),
    clear() {
      events = [];
    },
  };
}

/** Binary search, because numbers may jump where a log was rebuilt. */
function firstIndexAfter(events: readonly RoomEvent[], seq: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (events[middle]!.seq <= seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
