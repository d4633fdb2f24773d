import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEvent } from '#src/contract/room-state.ts';
import type { RoomEvent, RoomSnapshot } from '#src/contract/room-events.ts';
import { createLiveState } from '#src/rooms/feed/live-state.ts';
import type { LiveState } from '#src/rooms/feed/live-state.ts';
import { createTail } from '#src/rooms/feed/tail.ts';
import { emptyRoom, eventsFrom } from './room-state.arbitrary.ts';

const FIRST = 11;
const reduce = (events: readonly RoomEvent[]) => events.reduce(applyEvent, emptyRoom());

/** A log as Redis keeps it: appended at the end, trimmed at the front, with a checkpoint. */
class Log {
  events: RoomEvent[] = [];
  trimmedTo = 0;
  checkpoint = FIRST - 1;
  reads = 0;
  longest = 0;

  async readBack(to: number): Promise<RoomEvent[]> {
    return this.events.filter((event) => event.seq > this.trimmedTo && event.seq <= to);
  }
  async liftAbove(): Promise<void> {
    throw new Error('this log loses nothing');
  }
  async load(): Promise<{ seq: number; snapshot: RoomSnapshot }> {
    return { seq: this.checkpoint, snapshot: reduce(this.events.filter((event) => event.seq <= this.checkpoint)) };
  }
  async read(after: number, limit = Infinity) {
    this.reads += 1;
    const events = this.events.filter((event) => event.seq > Math.max(after, this.trimmedTo)).slice(0, limit);
    this.longest = Math.max(this.longest, events.length);
    return { events, complete: events[0] === undefined || events[0].seq === after + 1 };
  }
}

function follow(log: Log): { live: LiveState; seen: number[]; errors: unknown[] } {
  const seen: number[] = [];
  const errors: unknown[] = [];
  const live = createLiveState({
    source: log,
    tail: createTail(100),
    onEvent: (event) => seen.push(event.seq),
    onError: (error) => errors.push(error),
  });
  return { live, seen, errors };
}

const fate = fc.constantFrom('arrives', 'arrives', 'arrives', 'lost', 'twice', 'late');

test('whatever the live stream loses, repeats or delays, every number is applied once and in order', async () => {
  const streams = fc.array(fate, { minLength: 1, maxLength: 40, size: 'max' });
  await fc.assert(
    fc.asyncProperty(eventsFrom(FIRST, 60), streams, fc.nat(60), async (events, fates, started) => {
      const log = new Log();
      const { live, seen, errors } = follow(log);
      const late: RoomEvent[] = [];
      const startAt = Math.min(started, events.length - 1);
      for (const [index, event] of events.entries()) {
        if (index === startAt) await live.start();
        log.events.push(event);
        const what = fates[index % fates.length]!;
        if (what === 'late') late.push(event);
        if (what === 'arrives' || what === 'twice') live.receive(event);
        if (what === 'twice') live.receive(event);
        if (index >= startAt && index % 3 === 0) await live.fill();
      }
      late.forEach((event) => live.receive(event));
      await live.fill();
      expect(errors).toEqual([]);
      expect(live.seq).toBe(events.at(-1)!.seq);
      expect(live.snapshot).toEqual(reduce(events));
      expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => a - b));
      expect(seen).toEqual(events.map((event) => event.seq));
    }),
  );
});

test('what was trimmed away before it was read is replaced by the newest checkpoint', async () => {
  const events = Array.from({ length: 40 }, (_, index): RoomEvent => {
    return { kind: 'likes.counted', total: index, seq: FIRST + index };
  });
  const log = new Log();
  const { live, seen } = follow(log);
  await live.start();
  log.events = events;
  log.trimmedTo = FIRST + 10;
  log.checkpoint = FIRST + 20;
  live.receive(events.at(-1)!);
  await live.fill();
  expect(live.snapshot).toEqual(reduce(events));
  expect(seen[0]).toBe(log.checkpoint);
  expect(live.seq).toBe(events.at(-1)!.seq);
});

test('a long log is read in pieces, so that others have the event loop in between', async () => {
  const log = new Log();
  log.events = Array.from({ length: 1_200 }, (_, index) => ({
    kind: 'likes.counted',
    total: index,
    seq: FIRST + index,
  }));
  const { live } = follow(log);
  await live.start();
  expect(live.seq).toBe(log.events.at(-1)!.seq);
  expect(log.longest).toBeLessThanOrEqual(500);
});

test('a reset is taken at once, and older numbers are ignored afterwards', async () => {
  const log = new Log();
  const { live, seen } = follow(log);
  await live.start();
  const snapshot = { ...emptyRoom(), title: 'Rebuilt' };
  live.receive({ kind: 'room.reset', snapshot, seq: 5_000 });
  live.receive({ kind: 'likes.counted', total: 3, seq: FIRST });
  live.receive({ kind: 'likes.counted', total: 9, seq: 5_001 });
  expect(live.snapshot).toMatchObject({ title: 'Rebuilt', likes: 9 });
  expect(seen).toEqual([5_000, 5_001]);
  expect(log.reads).toBe(1);
});

test('a hole that cannot be read now is filled with the next event', async () => {
  const log = new Log();
  const { live, errors } = follow(log);
  await live.start();
  log.events = [1, 2, 3].map((total) => ({ kind: 'likes.counted', total, seq: FIRST + total - 1 }));
  const read = log.read.bind(log);
  log.read = () => Promise.reject(new Error('Redis is away'));
  live.receive(log.events[1]!);
  await expect(live.fill()).rejects.toThrow('away');
  expect(errors).toHaveLength(1);
  expect(live.seq).toBe(FIRST - 1);
  log.read = read;
  live.receive(log.events[2]!);
  await live.fill();
  expect(live.snapshot.likes).toBe(3);
});

test('a reading that is asked for while another is under way sees what was logged in between', async () => {
  const log = new Log();
  const { live } = follow(log);
  await live.start();
  log.events = [{ kind: 'likes.counted', total: 1, seq: FIRST }];
  const first = live.fill();
  log.events.push({ kind: 'likes.counted', total: 2, seq: FIRST + 1 });
  await live.fill();
  await first;
  expect(live.snapshot.likes).toBe(2);
});
