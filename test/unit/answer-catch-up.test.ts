import { expect, test } from 'vitest';
import { applyEvent } from '#src/contract/room-state.ts';
import type { RoomEvent, RoomEventBody, RoomSnapshot } from '#src/contract/room-events.ts';
import { createCatchUps } from '#src/rooms/feed/answer-catch-up.ts';
import { createTail } from '#src/rooms/feed/tail.ts';
import { feedPolicy } from '#src/rooms/policy.ts';
import { emptyRoom, roomId } from './room-state.arbitrary.ts';

const FIRST = 11;
const at = '2026-01-31T12:00:00.000Z';

/** A followed room, and what its viewers who come back are answered. */
function follow() {
  const tail = createTail(2_000);
  const live: { seq: number; snapshot: RoomSnapshot } = { seq: FIRST - 1, snapshot: emptyRoom() };
  const log = (body: RoomEventBody) => {
    const event: RoomEvent = { ...body, seq: (live.seq += 1) };
    live.snapshot = applyEvent(live.snapshot, event);
    tail.push(event);
  };
  const say = (index: number) => {
    const message = { messageId: `line ${index}`, authorId: roomId, name: 'Ann', text: 'I take two of these', at };
    log({ kind: 'chat.said', message: { ...message, role: 'viewer' } });
  };
  return { live, log, say, answer: createCatchUps(roomId, live, tail) };
}

test('a gap is answered with whatever is smaller, its events or a snapshot', () => {
  const { live, say, answer } = follow();
  for (let index = 0; index <= 400; index += 1) say(index);
  for (let missed = 1; missed <= 400; missed += 1) {
    const events = answer(live.seq - missed);
    expect(events.how).toBe(missed <= feedPolicy.catchUpEvents ? 'events' : 'snapshot');
    // Never much more than the snapshot, which holds 60 lines.
    expect(JSON.stringify(events).length).toBeLessThan(2 * JSON.stringify(live.snapshot).length);
  }
});

test('what is only a number does not make a gap long', () => {
  const { live, log, say, answer } = follow();
  say(0);
  for (let left = 1_000; left > 0; left -= 1) log({ kind: 'stock.changed', itemId: roomId, skuId: roomId, left });
  say(1);
  const caughtUp = answer(FIRST);
  expect(caughtUp).toMatchObject({ how: 'events', from: FIRST + 1, to: live.seq });
  expect(caughtUp.how === 'events' && caughtUp.events.map(({ kind }) => kind)).toEqual(['stock.changed', 'chat.said']);
});

test('viewers who miss the same are answered by one composition, until something new happens', () => {
  const { live, say, answer } = follow();
  for (let index = 0; index < 30; index += 1) say(index);
  const first = answer(FIRST + 5);
  expect(answer(FIRST + 5)).toBe(first);
  expect(answer(FIRST + 6)).not.toBe(first);
  say(30);
  expect(answer(FIRST + 5)).toMatchObject({ how: 'events', to: live.seq });
});
