import { expect, test } from 'vitest';
import { chatPolicy } from '#src/chat/policy.ts';
import { isHeld, isTimely, mayMark, needsFollowing, needsPurchase, quoteOf, withOwnLines } from '#src/chat/rules.ts';
import { newId } from '../../sdk/src/new-id.ts';
import type { ChatMessage } from '#src/contract/room-events.ts';
import type { RoomRights } from '#src/rooms/authorize.ts';

const room = {
  state: 'live',
  mutedAll: false,
  slowModeSeconds: 0,
  switches: { likes: true, shelf: true, comments: true, replay: true, share: true, customerService: true },
} as const;
const rights = (canModerateChat: boolean) => ({ canModerateChat }) as RoomRights;

test.each([
  [{ ...room }, false, false],
  [{ ...room, followersOnly: false }, false, false],
  [{ ...room, followersOnly: true }, false, true],
  [{ ...room, followersOnly: true }, true, false],
])(
  'following is asked of those only who may not moderate, and only when the room wants it',
  (talk, moderates, asked) => {
    expect(needsFollowing(talk, rights(moderates))).toBe(asked);
  },
);

const line = (messageId: string, text: string, at = '2026-01-31T12:00:00.000Z'): ChatMessage => ({
  messageId,
  authorId: 'ann',
  name: 'Ann',
  role: 'viewer',
  text,
  at,
});

test('buying and review are asked of those only who may not moderate', () => {
  expect(needsPurchase({ ...room, buyersOnly: true }, rights(false))).toBe(true);
  expect(needsPurchase({ ...room, buyersOnly: true }, rights(true))).toBe(false);
  expect(needsPurchase(room, rights(false))).toBe(false);
  expect(isHeld({ ...room, heldForReview: true }, rights(false))).toBe(true);
  expect(isHeld({ ...room, heldForReview: true }, rights(true))).toBe(false);
});

test('a message id is remembered until its time has passed, whenever it was used first', () => {
  const [madeAt, off] = [Date.parse('2026-01-31T12:00:00.000Z'), chatPolicy.idOffMs];
  const messageId = newId(madeAt);
  expect(isTimely(messageId, madeAt - off, off)).toBe(true);
  expect(isTimely(messageId, madeAt + off, off)).toBe(true);
  expect(isTimely(messageId, madeAt - off - 1, off)).toBe(false);
  const firstUsed = madeAt - off;
  expect(isTimely(messageId, firstUsed + chatPolicy.repeatMs, off)).toBe(false);
});

test('a quote is one row and never cut within a character', () => {
  expect(quoteOf(line('1', 'how\nmuch?'), 60).text).toBe('how much?');
  expect(quoteOf(line('1', '\u{1f600}'.repeat(9)), 4).text).toBe(`${'\u{1f600}'.repeat(3)}…`);
});

test.each([
  [true, false, 'answered', undefined, true],
  [false, true, 'question', undefined, true],
  [false, true, null, 'question', true],
  [false, true, 'answered', 'question', false],
  [false, true, null, 'answered', false],
  [false, false, 'question', undefined, false],
] as const)('moderator %s, own line %s: marking %s on %s is %s', (moderates, isOwn, mark, now, allowed) => {
  expect(mayMark(rights(moderates), isOwn, mark, now)).toBe(allowed);
});

test('own lines stand among the others by their time, once', () => {
  const chat = [line('1', 'a', '2026-01-31T12:00:00.000Z'), line('3', 'c', '2026-01-31T12:00:02.000Z')];
  const own = [line('2', 'b', '2026-01-31T12:00:01.000Z'), line('3', 'c', '2026-01-31T12:00:02.000Z')];
  expect(withOwnLines(chat, own, 60).map(({ text }) => text)).toEqual(['a', 'b', 'c']);
  expect(withOwnLines(chat, own, 2).map(({ text }) => text)).toEqual(['b', 'c']);
});
