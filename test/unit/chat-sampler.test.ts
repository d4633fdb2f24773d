import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addOwnLine, applyFrame, startRoom } from '#src/contract/room-client.ts';
import { createChatSampler } from '#src/rooms/feed/chat-sampler.ts';
import { sampleChat } from '#src/rooms/feed/sample-chat.ts';
import type { ChatLine } from '#src/rooms/feed/sample-chat.ts';
import { feedPolicy } from '#src/rooms/policy.ts';
import { emptyRoom } from './room-state.arbitrary.ts';

function line(seq: number, authorId: string): ChatLine {
  const message = { messageId: `m${seq}`, authorId, name: authorId, role: 'viewer' as const, text: 'hi' };
  return { kind: 'chat.said', seq, message: { ...message, at: '2026-01-31T12:00:00.000Z' } };
}
const count = (lines: readonly ChatLine[], author: string) => lines.filter((l) => l.message.authorId === author).length;
const authors = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 60 });

describe('sampling', () => {
  test('keeps as many lines as may leave, in their order, and shares are as equal as the talkers allow', () => {
    fc.assert(
      fc.property(authors, fc.integer({ min: 1, max: 40 }), (talkers, limit) => {
        const lines = talkers.map((author, index) => line(index, author));
        const kept = sampleChat(lines, limit, new Map());
        expect(kept).toHaveLength(Math.min(limit, lines.length));
        expect(kept.map((l) => l.seq)).toEqual(kept.map((l) => l.seq).toSorted((a, b) => a - b));
        for (const one of new Set(talkers)) {
          const cut = count(kept, one) < count(lines, one);
          // Who lost lines has at most one less than anybody else.
          if (cut)
            for (const other of new Set(talkers)) expect(count(kept, other)).toBeLessThanOrEqual(count(kept, one) + 1);
        }
      }),
    );
  });

  test('who had more before waits for the others, and of each the newest line stays', () => {
    const lines = [line(1, 'loud'), line(2, 'quiet'), line(3, 'loud'), line(4, 'quiet')];
    expect(sampleChat(lines, 2, new Map([['loud', 5]])).map((l) => l.seq)).toEqual([2, 4]);
    expect(sampleChat(lines, 2, new Map()).map((l) => l.seq)).toEqual([3, 4]);
  });

  test('over time no more than the stated rate leaves, and a flood does not take the place of those who say little', () => {
    const sampler = createChatSampler();
    let left = 0;
    let quiet = 0;
    let seq = 0;
    for (let tick = 0; tick < 200; tick += 1) {
      const lines = Array.from({ length: 100 }, () => line((seq += 1), 'loud'));
      lines.splice(50, 0, line((seq += 1), 'quiet'));
      const kept = sampler.pick(lines, tick * 100);
      left += kept.length;
      quiet += count(kept, 'quiet');
    }
    expect(left).toBeLessThanOrEqual(feedPolicy.chatBurst + 20 * feedPolicy.chatPerSecond);
    expect(left).toBeGreaterThan(19 * feedPolicy.chatPerSecond);
    expect(quiet).toBe(200);
  });
});

describe('a viewer', () => {
  test('is told how many lines were left out', () => {
    const start = startRoom({ seq: 0, snapshot: emptyRoom() }).client;
    const { client } = applyFrame(start, { room: start.room, from: 1, to: 9, events: [line(9, 'a')], skipped: 8 });
    expect(client).toMatchObject({ seq: 9, skipped: 8 });
    expect(applyFrame(client, { room: start.room, from: 1, to: 9, events: [], skipped: 8 }).client.skipped).toBe(8);
  });

  test('sees an own line even if it is not sampled, and once if it is', () => {
    const start = startRoom({ seq: 0, snapshot: emptyRoom() }).client;
    const own = addOwnLine(start, line(3, 'me').message);
    expect(own.seq).toBe(0);
    const step = applyFrame(own, { room: start.room, from: 1, to: 3, events: [line(2, 'a'), line(3, 'me')] });
    expect(step.client.snapshot.chat.map((message) => message.messageId)).toEqual(['m3', 'm2']);
  });
});
