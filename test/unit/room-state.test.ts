import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyCaughtUp, applyFrame, startRoom } from '#src/contract/room-client.ts';
import type { CaughtUp, RoomClient } from '#src/contract/room-client.ts';
import { applyEvent } from '#src/contract/room-state.ts';
import type { RoomEvent, RoomFrame, RoomSnapshot } from '#src/contract/room-events.ts';
import { composeFrame } from '#src/rooms/feed/compose-frame.ts';
import { emptyRoom, eventsFrom, roomId } from './room-state.arbitrary.ts';

const FIRST = 11;
const reduce = (events: readonly RoomEvent[], from: RoomSnapshot = emptyRoom()) => events.reduce(applyEvent, from);
const start = (): RoomClient => startRoom({ seq: FIRST - 1, snapshot: emptyRoom() }).client;

/** Cuts a log into frames of random sizes, as a node's flushes would. */
function cut(events: RoomEvent[], sizes: number[]): RoomFrame[] {
  const frames: RoomFrame[] = [];
  for (let at = 0, turn = 0; at < events.length; turn += 1) {
    const size = sizes[turn % sizes.length]!;
    frames.push(composeFrame(roomId, events.slice(at, at + size)));
    at += size;
  }
  return frames;
}

const cutLog = fc.tuple(eventsFrom(FIRST), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }));

describe('reducer', () => {
  test('an event applied twice changes nothing the second time', () => {
    fc.assert(
      fc.property(eventsFrom(FIRST), (events) => {
        const state = reduce(events.slice(0, -1));
        const once = applyEvent(state, events.at(-1)!);
        expect(applyEvent(once, events.at(-1)!)).toEqual(once);
      }),
    );
  });

  test('a snapshot newer than its number ends in the same state', () => {
    fc.assert(
      fc.property(eventsFrom(FIRST), fc.nat(80), fc.nat(20), (events, split, ahead) => {
        // A snapshot may hold events after its number; replaying them in order must end where the log ends.
        const stateEvents = events.filter((event) => event.kind !== 'chat.said' && event.kind !== 'chat.removed');
        const newer = reduce(stateEvents.slice(0, split + ahead));
        const replayed = reduce(stateEvents.slice(split), newer);
        expect(sorted(replayed)).toEqual(sorted(reduce(stateEvents)));
      }),
    );
  });
});

/** The shelf's order may differ where an item was added again during the replay. */
function sorted(state: RoomSnapshot): RoomSnapshot {
  return { ...state, shelf: state.shelf.toSorted((a, b) => a.itemId.localeCompare(b.itemId)) };
}

describe('frames', () => {
  test('coalesced frames reduce to the same state as the full log', () => {
    fc.assert(
      fc.property(cutLog, ([events, sizes]) => {
        const kept = cut(events, sizes).flatMap((frame) => frame.events);
        expect(reduce(kept)).toEqual(reduce(events));
      }),
    );
  });

  test('sampling leaves out only chat lines of viewers, and tells how many', () => {
    fc.assert(
      fc.property(eventsFrom(FIRST), fc.integer({ min: 1, max: 5 }), (events, limit) => {
        const frame = composeFrame(roomId, events, (lines) => lines.slice(-limit));
        const full = composeFrame(roomId, events);
        const viewerLines = full.events.filter((e) => e.kind === 'chat.said' && e.message.role === 'viewer');
        const lost = new Set(viewerLines.slice(0, Math.max(0, viewerLines.length - limit)));
        expect(frame.events).toEqual(full.events.filter((event) => !lost.has(event)));
        expect(frame.skipped ?? 0).toBe(lost.size);
        expect([frame.from, frame.to]).toEqual([events[0]!.seq, events.at(-1)!.seq]);
      }),
    );
  });

  test('a line that is removed again is not in the frame, nor a quote of it', () => {
    const line = (messageId: string, more: object = {}) => {
      const message = { messageId, authorId: roomId, name: 'Ann', role: 'host' as const, text: messageId, at: '' };
      return { ...message, ...more };
    };
    const quote = { replyTo: { messageId: 'rude', name: 'Ann', text: 'rude' } };
    const reset: RoomEvent = { kind: 'room.reset', seq: 5, snapshot: { ...emptyRoom(), chat: [line('old and rude')] } };
    const events: RoomEvent[] = [
      reset,
      { kind: 'chat.said', message: line('rude'), seq: 6 },
      { kind: 'chat.said', message: line('answer', quote), seq: 7 },
      { kind: 'chat.removed', messageId: 'rude', seq: 8 },
      { kind: 'chat.removed', messageId: 'old and rude', seq: 9 },
    ];
    const frame = composeFrame(roomId, events);
    expect(frame).toMatchObject({ from: 5, to: 9 });
    expect(frame.events.map(({ seq }) => seq)).toEqual([5, 7, 8, 9]);
    expect(JSON.stringify(frame.events.filter(({ kind }) => kind !== 'chat.removed'))).not.toContain('rude');
    expect(reduce(frame.events)).toEqual(reduce(events));
    // Whoever gets its second half alone hears of the removal.
    expect(composeFrame(roomId, events.slice(1, 2)).events).toHaveLength(1);
  });

  test('a frame with a reset begins there', () => {
    const before: RoomEvent = { kind: 'likes.counted', total: 3, seq: 5 };
    const reset: RoomEvent = { kind: 'room.reset', snapshot: emptyRoom(), seq: 900 };
    const after: RoomEvent = { kind: 'viewers.counted', viewers: 2, seq: 901 };
    expect(composeFrame(roomId, [before, reset, after])).toEqual({
      room: roomId,
      from: 900,
      to: 901,
      events: [reset, after],
    });
  });
});

describe('client', () => {
  test('frames in order apply every number once', () => {
    fc.assert(
      fc.property(cutLog, ([events, sizes]) => {
        let client = start();
        const applied: number[] = [];
        for (const frame of cut(events, sizes)) {
          const step = applyFrame(client, frame);
          applied.push(...step.events.map((event) => event.seq));
          expect(step.catchUpAfter).toBeUndefined();
          client = step.client;
        }
        expect(applied).toEqual([...new Set(applied)].toSorted((a, b) => a - b));
        expect(client).toMatchObject({ seq: events.at(-1)!.seq, snapshot: reduce(events), waiting: [] });
      }),
    );
  });

  test('whatever is lost, repeated or late, catching up ends in the state of the log', () => {
    const fate = fc.constantFrom('arrives', 'arrives', 'arrives', 'lost', 'twice', 'late');
    fc.assert(
      fc.property(
        cutLog,
        fc.array(fate, { minLength: 1, maxLength: 40, size: 'max' }),
        fc.boolean(),
        ([events, sizes], fates, bySnapshot) => {
          const end = events.at(-1)!.seq;
          const late: RoomFrame[] = [];
          let client = start();
          const applied: number[] = [];
          const take = (step: { client: RoomClient; events: readonly RoomEvent[]; catchUpAfter?: number }) => {
            client = step.client;
            applied.push(...step.events.map((event) => event.seq));
            return step.catchUpAfter;
          };
          const receive = (frame: RoomFrame) => {
            const after = take(applyFrame(client, frame));
            // The answer comes from a node that is as far as this frame.
            if (after !== undefined) take(applyCaughtUp(client, answer(events, after, frame.to, bySnapshot)));
          };
          cut(events, sizes).forEach((frame, index) => {
            const what = fates[index % fates.length]!;
            if (what === 'late') late.push(frame);
            if (what === 'arrives' || what === 'twice') receive(frame);
            if (what === 'twice') receive(frame);
          });
          late.forEach(receive);
          take(applyCaughtUp(client, answer(events, client.seq, end, bySnapshot)));
          expect(client).toMatchObject({ seq: end, snapshot: reduce(events), waiting: [] });
          expect(new Set(applied).size).toBe(applied.length);
          expect(applied).toEqual(applied.toSorted((a, b) => a - b));
        },
      ),
    );
  });

  test('a hole is reported once while frames wait behind it', () => {
    const [one, two, three, four] = cut(fixedEvents(4), [1]);
    const first = applyFrame(start(), one!);
    const hole = applyFrame(first.client, three!);
    expect(hole).toMatchObject({ catchUpAfter: FIRST, events: [], client: { seq: FIRST, waiting: [three] } });
    const waiting = applyFrame(hole.client, four!);
    expect(waiting.catchUpAfter).toBeUndefined();
    expect(waiting.client.waiting).toEqual([three, four]);
    const filled = applyCaughtUp(waiting.client, { how: 'events', from: two!.from, to: two!.to, events: two!.events });
    expect(filled.client).toMatchObject({ seq: FIRST + 3, waiting: [] });
    expect(filled.events.map((event) => event.seq)).toEqual([FIRST + 1, FIRST + 2, FIRST + 3]);
  });

  test('a reset frame is taken without what came before it', () => {
    const snapshot = { ...emptyRoom(), title: 'Rebuilt' };
    const reset: RoomFrame = { room: roomId, from: 9000, to: 9001, events: [] };
    reset.events = [
      { kind: 'room.reset', snapshot, seq: 9000 },
      { kind: 'likes.counted', total: 7, seq: 9001 },
    ];
    const step = applyFrame(start(), reset);
    expect(step.catchUpAfter).toBeUndefined();
    expect(step.client).toMatchObject({ seq: 9001, snapshot: { title: 'Rebuilt', likes: 7 } });
  });

  test('frames that came before the answer of join are applied or ignored by number', () => {
    const events = fixedEvents(6);
    const frames = cut(events, [2]);
    const step = startRoom({ seq: FIRST + 2, snapshot: reduce(events.slice(0, 3)) }, frames);
    expect(step.client).toMatchObject({ seq: FIRST + 5, snapshot: reduce(events), waiting: [] });
  });

  test('a frame of another room changes nothing', () => {
    const client = start();
    expect(applyFrame(client, { room: 'other', from: FIRST, to: FIRST, events: [] }).client).toBe(client);
  });

  test('a snapshot is taken even with a smaller number', () => {
    const step = applyCaughtUp(start(), { how: 'snapshot', seq: 2, snapshot: { ...emptyRoom(), title: 'Again' } });
    expect(step.client).toMatchObject({ seq: 2, snapshot: { title: 'Again' } });
  });
});

function answer(events: RoomEvent[], after: number, upTo: number, bySnapshot: boolean): CaughtUp {
  const known = events.filter((event) => event.seq <= upTo);
  const missed = known.filter((event) => event.seq > after);
  const to = Math.max(after, known.at(-1)!.seq);
  if (bySnapshot) return { how: 'snapshot', seq: known.at(-1)!.seq, snapshot: reduce(known) };
  if (missed.length === 0) return { how: 'events', from: after + 1, to: after, events: [] };
  return { how: 'events', from: after + 1, to, events: composeFrame(roomId, missed).events };
}

function fixedEvents(length: number): RoomEvent[] {
  return Array.from({ length }, (_, index) => ({ kind: 'likes.counted', total: index + 1, seq: FIRST + index }));
}
