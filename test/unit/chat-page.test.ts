import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ChatMessage } from '#src/contract/room-events.ts';
import { createHeld } from '../../web/chat/held.ts';
import { keepLines } from '../../web/chat/kept-lines.ts';
import { noticeOf } from '../../web/chat/notice-of.ts';
import { mayModerate, mayRemove, mayRestrain } from '../../web/chat/rights.ts';
import { withWord } from '../../web/chat/with-word.ts';
import { linesOf, wordsProblem } from '../../web/chat/words.ts';

const line = (messageId: string): ChatMessage => ({
  messageId,
  authorId: 'a',
  name: 'Ann',
  role: 'viewer',
  text: messageId,
  at: '2026-01-01T00:00:00.000Z',
});
const lines = (...ids: string[]) => ids.map(line);
const idsOf = (of: readonly ChatMessage[]) => of.map(({ messageId }) => messageId);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the waiting lines are read once for everybody on a page, and once a second however many notices come', async () => {
  let asked = 0;
  const notices = new Set<(changed: { room: string }) => void>();
  const held = createHeld(
    {
      request: () => {
        asked += 1;
        return Promise.resolve({ rows: lines('a') } as never);
      },
      on: (_name, listener) => {
        notices.add(listener as never);
        return () => void notices.delete(listener as never);
      },
      onConnected: (listener) => {
        listener();
        return () => undefined;
      },
    },
    'room',
  );
  const stops = [held.follow(), held.follow(), held.follow()];
  await vi.advanceTimersByTimeAsync(0);
  expect({ asked, listeners: notices.size, rows: held.rows.value?.length }).toEqual({
    asked: 1,
    listeners: 1,
    rows: 1,
  });
  for (let notice = 0; notice < 300; notice += 1) for (const tell of notices) tell({ room: 'room' });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toBe(2);
  for (const stop of stops) stop();
  expect(notices.size).toBe(0);
});

test('lines that left the room’s tail are kept, removed and repeated ones are not', () => {
  expect(idsOf(keepLines([], lines('a', 'b')))).toEqual(['a', 'b']);
  expect(idsOf(keepLines(lines('a', 'b', 'c'), lines('b', 'c', 'd')))).toEqual(['a', 'b', 'c', 'd']);
  expect(idsOf(keepLines(lines('a', 'b', 'c'), lines('b', 'd')))).toEqual(['a', 'b', 'd']);
  expect(idsOf(keepLines(lines('a', 'b'), lines('x', 'y')))).toEqual(['a', 'b', 'x', 'y']);
  const many = Array.from({ length: 900 }, (_, index) => String(index));
  const kept = many.reduce<readonly ChatMessage[]>((sofar, _, index) => {
    return keepLines(sofar, lines(...many.slice(Math.max(0, index - 59), index + 1)));
  }, []);
  expect(idsOf(kept)).toEqual(many.slice(-500));
});

test('a word that is too long, or one too many, is named', () => {
  expect(linesOf(' a \n\nb\na')).toEqual(['a', 'b']);
  expect(wordsProblem(['a', 'x'.repeat(21)], 5)).toEqual({ long: 'x'.repeat(21) });
  expect(wordsProblem(['a', 'b', 'c'], 2)).toEqual({ most: 2 });
  expect(wordsProblem(['a', 'x'.repeat(20)], 2)).toBeUndefined();
});

test('a refused word is shown as it was written', () => {
  const refused = { code: 'WORD_REFUSED', details: { start: 4, end: 9 } } as const;
  expect(withWord(refused, 'oh, WeChat').details).toEqual({ start: 4, end: 9, word: 'WeCha' });
  expect(withWord({ code: 'MUTED' }, 'oh')).toEqual({ code: 'MUTED' });
});

test('a line becomes a notice of at most 100 letters, cut at a whole character', () => {
  expect(noticeOf('two\nrows')).toBe('two rows');
  expect(noticeOf('😀'.repeat(60))).toBe(`${'😀'.repeat(49)}…`);
});

test('host and operators may silence a moderator, a moderator may not', () => {
  const standing = (role: 'host' | 'operator' | 'moderator' | 'viewer') => ({
    role,
    permissions: role === 'viewer' ? [] : ['chat' as const],
    following: false,
  });
  for (const role of ['host', 'operator'] as const) {
    expect(mayRestrain(standing(role), 'moderator')).toBe(true);
    expect(mayRestrain(standing(role), 'host')).toBe(false);
  }
  expect(mayRestrain(standing('moderator'), 'viewer')).toBe(true);
  expect(mayRestrain(standing('moderator'), 'moderator')).toBe(false);
  expect(mayRestrain(standing('viewer'), 'viewer')).toBe(false);
  expect(mayRemove(standing('moderator'), 'moderator')).toBe(true);
  expect(mayRemove(standing('moderator'), 'host')).toBe(false);
  expect(mayRemove(standing('operator'), 'host')).toBe(true);
  expect(mayModerate({ ...standing('moderator'), permissions: ['shelf'] })).toBe(false);
});
