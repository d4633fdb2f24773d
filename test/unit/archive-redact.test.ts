import { expect, test } from 'vitest';
import type { ChatMessage, RoomEvent, RoomSnapshot } from '#src/contract/room-events.ts';
import { redact } from '#src/rooms/archive/redact.ts';

const line = (messageId: string, replyTo?: string): ChatMessage => ({
  messageId,
  authorId: 'ann',
  name: 'Ann',
  role: 'viewer',
  text: `text of ${messageId}`,
  at: '2026-01-31T12:00:00.000Z',
  ...(replyTo !== undefined && { replyTo: { messageId: replyTo, name: 'Bob', text: `text of ${replyTo}` } }),
});
const said = (message: ChatMessage): RoomEvent => ({ seq: 1, kind: 'chat.said', message });
const removed = new Set(['gone']);

test('a removed line keeps its place and talker, but says and quotes nothing', () => {
  const { replyTo: _, ...bare } = line('gone', 'kept');
  expect(redact(said(line('gone', 'kept')), removed)).toEqual(said({ ...bare, text: '' }));
});

test('a line that quotes a removed one loses the quote alone', () => {
  expect(redact(said(line('kept', 'gone')), removed)).toEqual(said(line('kept')));
  expect(redact(said(line('kept', 'other')), removed)).toEqual(said(line('kept', 'other')));
});

test('the state at the start of a log has neither', () => {
  const chat = [line('gone'), line('kept', 'gone'), line('older', 'gone'), line('other', 'kept')];
  const reset: RoomEvent = { seq: 1, kind: 'room.reset', snapshot: { title: 'Tea', chat } as RoomSnapshot };
  const shown = redact(reset, removed);
  expect(shown).toMatchObject({
    snapshot: { title: 'Tea', chat: [line('kept'), line('older'), line('other', 'kept')] },
  });
  expect(JSON.stringify(shown)).not.toContain('text of gone');
});

test('the quote of a line that is no longer in the state goes too', () => {
  const chat = [line('kept', 'gone')];
  const reset: RoomEvent = { seq: 1, kind: 'room.reset', snapshot: { chat } as RoomSnapshot };
  expect(redact(reset, removed)).toEqual({ seq: 1, kind: 'room.reset', snapshot: { chat: [line('kept')] } });
});
