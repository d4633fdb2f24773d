import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RoomEvent } from '#src/contract/room-events.ts';
import { createFlusher } from '#src/rooms/feed/flusher.ts';
import { feedPolicy } from '#src/rooms/policy.ts';
import { roomId } from './room-state.arbitrary.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const soldOut = (seq: number): RoomEvent => ({ kind: 'stock.changed', itemId: roomId, skuId: roomId, left: 0, seq });
const liked = (seq: number): RoomEvent => ({ kind: 'likes.counted', total: seq, seq });

/** A room whose every frame keeps the event loop for so long; tells when frames left. */
function open(costMs: number, viewers: number) {
  const sentAt: number[] = [];
  const send = async () => {
    sentAt.push(performance.now());
    return costMs;
  };
  const onError = (error: unknown) => {
    throw error;
  };
  return { sentAt, ...createFlusher({ roomId, viewers: () => viewers, size: () => viewers, send, onError }) };
}

test('a room that sells out over and over leaves others their part of the event loop', async () => {
  const costMs = 20;
  const room = open(costMs, 10_000);
  for (let seq = 1; seq <= 4_000; seq += 1) {
    room.push(soldOut(seq));
    await vi.advanceTimersByTimeAsync(1);
  }
  // What a frame costs is known well after some tens of them.
  const settled = room.sentAt.slice(-20);
  const gaps = settled.slice(1).map((at, index) => at - settled[index]!);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(costMs / feedPolicy.flushLoopShareMax - 1);
  // Urgent all the same: not held until the tick.
  expect(Math.max(...gaps)).toBeLessThan(feedPolicy.flushMaxMs / 2);
});

test('an urgent event leaves at once, also when others wait for the tick', async () => {
  const room = open(20, 10_000);
  room.push(liked(1));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(room.sentAt).toHaveLength(1);
  room.push(liked(2));
  await vi.advanceTimersByTimeAsync(200);
  room.push(liked(3));
  await vi.advanceTimersByTimeAsync(10);
  expect(room.sentAt).toHaveLength(2);
  const now = performance.now();
  room.push(soldOut(4));
  await vi.advanceTimersByTimeAsync(0);
  expect(room.sentAt.slice(2)).toEqual([now]);
});
