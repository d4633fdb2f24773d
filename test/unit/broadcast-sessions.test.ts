import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { mediaRefusal, publishing } from '#src/broadcast/rules.ts';
import type { MediaCommand } from '#src/broadcast/rules.ts';
import { createSessions } from '#src/broadcast/sessions.ts';
import type { Session } from '#src/broadcast/sessions.ts';
import { mediaCommands } from '#src/contract/media.ts';
import type { RoomStateName } from '#src/contract/rooms.ts';
import { roomRights } from '#src/rooms/authorize.ts';

describe('sessions outlive their connection for a while', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function start() {
    const ended: string[] = [];
    const sessions = createSessions((session) => ended.push(session.id));
    const caller = { socketId: 's1', node: 'a', accountId: 'ann' };
    const session: Session = { id: 'x', room: 'r', role: 'viewer', caller };
    sessions.add(session);
    sessions.add({
      ...session,
      id: 'host',
      role: 'publisher',
      caller: { socketId: 's2', node: 'b', accountId: 'host' },
    });
    sessions.add({ ...session, id: 'guest', caller: { socketId: 's3', node: 'a' } });
    return { sessions, ended };
  }

  test('and then end', () => {
    const { sessions, ended } = start();
    sessions.orphan({ socketId: 's1' });
    vi.advanceTimersByTime(19_999);
    expect(ended).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(ended).toEqual(['x']);
    expect(sessions.find('x')).toBeUndefined();
    expect(sessions.inRoom('r').map((session) => session.id)).toEqual(['host', 'guest']);
  });

  test('the host longer than viewers, and a node’s people together', () => {
    const { sessions, ended } = start();
    sessions.orphan({ node: 'b' });
    sessions.orphan({ node: 'b' });
    vi.advanceTimersByTime(29_999);
    expect(ended).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(ended).toEqual(['host']);
    expect([...sessions.nodes()]).toEqual(['a']);
  });

  test('unless their account comes back in time', () => {
    const { sessions, ended } = start();
    sessions.orphan({ socketId: 's1' });
    sessions.claim('x', 'r', { socketId: 's9', node: 'b', accountId: 'ann' });
    // The old connection's end, told late, is not the new one's.
    sessions.orphan({ socketId: 's1' });
    vi.advanceTimersByTime(60_000);
    expect(ended).toEqual([]);
    expect(sessions.find('x')!.caller).toMatchObject({ socketId: 's9', node: 'b' });
  });

  test('and belong to their account and room alone', () => {
    const { sessions } = start();
    const eve = { socketId: 's9', node: 'a', accountId: 'eve' };
    expect(() => sessions.claim('x', 'r', eve)).toThrow('MEDIA_SESSION_UNKNOWN');
    expect(() => sessions.claim('x', 'r', { socketId: 's9', node: 'a' })).toThrow('MEDIA_SESSION_UNKNOWN');
    expect(() => sessions.claim('x', 'other', { ...eve, accountId: 'ann' })).toThrow('MEDIA_SESSION_UNKNOWN');
    expect(() => sessions.claim('none', 'r', eve)).toThrow('MEDIA_SESSION_UNKNOWN');
    // A guest who signs in keeps the video.
    expect(sessions.claim('guest', 'r', eve).id).toBe('guest');
    expect(() => sessions.claim('guest', 'r', { ...eve, accountId: 'ann' })).toThrow('MEDIA_SESSION_UNKNOWN');
  });
});

describe('who may use media when', () => {
  const people = { ownerId: 'host', moderators: [{ accountId: 'mod', name: 'M', permissions: ['chat' as const] }] };
  const rightsOf = (id: string) => roomRights(people, { kind: 'member', id, name: id, role: 'member', sessionId: id });
  const all = Object.keys(mediaCommands) as MediaCommand[];

  test.each<[RoomStateName, string, (command: MediaCommand) => string | undefined]>([
    ['live', 'host', () => undefined],
    ['scheduled', 'host', () => undefined],
    ['live', 'mod', (command) => (publishing.has(command) ? 'FORBIDDEN' : undefined)],
    ['scheduled', 'mod', (command) => (publishing.has(command) ? 'FORBIDDEN' : undefined)],
    ['paused', 'ann', (command) => (publishing.has(command) ? 'FORBIDDEN' : undefined)],
    ['scheduled', 'ann', (command) => (publishing.has(command) ? 'FORBIDDEN' : 'NOT_LIVE')],
    ['ended', 'host', () => 'NOT_LIVE'],
    ['closed', 'ann', (command) => (publishing.has(command) ? 'FORBIDDEN' : 'NOT_LIVE')],
  ])('in a %s room, %s', (state, who, answer) => {
    for (const command of all)
      expect([command, mediaRefusal(command, state, rightsOf(who))]).toEqual([command, answer(command)]);
  });
});
