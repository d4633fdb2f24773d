import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roomRights } from '#src/rooms/authorize.ts';
import { flushInterval } from '#src/rooms/feed/flush-interval.ts';
import { feedPolicy } from '#src/rooms/policy.ts';
import { goLiveWindow, overdue, planProblems, titleProblems } from '#src/rooms/rules.ts';
import { titleColumns } from '#src/rooms/title-columns.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = Date.parse('2026-08-31T10:00:00.000Z');
const rules = (startsIn: number, length: number) =>
  planProblems({ startsAt: now + startsIn, endsAt: now + startsIn + length }, now).map((problem) => problem.rule);

describe('planning', () => {
  test('takes 10 minutes to 6 months ahead and 30 minutes to 24 hours, to the millisecond', () => {
    expect(rules(10 * minute, 30 * minute)).toEqual([]);
    expect(rules(10 * minute - 1, 30 * minute - 1)).toEqual(['starts_too_soon', 'too_short']);
    expect(rules(hour, 24 * hour)).toEqual([]);
    expect(rules(hour, 24 * hour + 1)).toEqual(['too_long']);
    // Six months after the 31st of August is the last day of February.
    const latest = Date.parse('2027-02-28T10:00:00.000Z') - now;
    expect(rules(latest, hour)).toEqual([]);
    expect(rules(latest + 1, hour)).toEqual(['starts_too_late']);
  });

  test('lists every broken rule with the facts of its mend', () => {
    expect(planProblems({ startsAt: now, endsAt: now }, now)).toEqual([
      { rule: 'starts_too_soon', earliest: '2026-08-31T10:10:00.000Z' },
      { rule: 'too_short', minMinutes: 30 },
    ]);
  });

  test('may go live from an hour before its start until its end', () => {
    expect(goLiveWindow({ startsAt: now, endsAt: now + hour })).toEqual({ from: now - hour, until: now + hour });
  });
});

describe('title', () => {
  test.each([
    ['早市茶', 6],
    ['abcdef', 6],
    ['１２３', 6],
    ['茶 tea', 6],
    ['さくら', 6],
    ['👨‍👩‍👧‍👦', 2],
    ['é', 1],
  ])('%s is %i columns wide', (title, columns) => {
    expect(titleColumns(title)).toBe(columns);
  });

  test('has 3 to 17 Han characters or the same width of others', () => {
    expect(titleProblems('茶'.repeat(3))).toEqual([]);
    expect(titleProblems('茶'.repeat(17))).toEqual([]);
    expect(titleProblems('茶'.repeat(18))).toEqual([{ rule: 'title_width', columns: 36, min: 6, max: 34 }]);
    expect(titleProblems('a'.repeat(34))).toEqual([]);
    expect(titleProblems('a'.repeat(35))).toHaveLength(1);
    expect(titleProblems('茶a')).toHaveLength(1);
  });
});

describe('sweeping', () => {
  const room = { state: 'live' as const, endsAt: now, hostSeenAt: now };
  test('ends what is past its end, with grace for a running show', () => {
    expect(overdue({ ...room, state: 'scheduled' }, now + 1)).toBe('past_end');
    expect(overdue({ ...room, hostSeenAt: now + 29 * minute }, now + 30 * minute)).toBeUndefined();
    expect(overdue({ ...room, hostSeenAt: now + 30 * minute }, now + 30 * minute + 1)).toBe('past_end');
  });
  test('ends what its host has left, live or paused', () => {
    const long = { ...room, endsAt: now + 5 * hour };
    expect(overdue(long, now + 30 * minute)).toBeUndefined();
    expect(overdue(long, now + 30 * minute + 1)).toBe('host_gone');
    expect(overdue({ ...long, state: 'paused' }, now + 30 * minute + 1)).toBe('host_gone');
    expect(overdue({ ...long, state: 'ended' }, now + 9 * hour)).toBeUndefined();
  });
});

describe('rights', () => {
  const people = {
    ownerId: 'host',
    moderators: [
      { accountId: 'talker', name: 'T', permissions: ['chat' as const] },
      { accountId: 'shelver', name: 'S', permissions: ['shelf' as const] },
    ],
  };
  const rightsOf = (id: string, role: 'member' | 'operator' = 'member') =>
    roomRights(people, { kind: 'member', id, name: id, role, sessionId: id });

  test('follow from the people of the room', () => {
    expect(roomRights(people, { kind: 'guest' })).toMatchObject({ role: 'guest', canModerateChat: false });
    expect(rightsOf('somebody')).toMatchObject({ role: 'viewer', canModerateChat: false, canManageShelf: false });
    expect(rightsOf('host')).toMatchObject({ role: 'host', isHost: true, canModerateChat: true, canManageShelf: true });
    expect(rightsOf('talker')).toMatchObject({ role: 'moderator', canModerateChat: true, canManageShelf: false });
    expect(rightsOf('shelver')).toMatchObject({ role: 'moderator', canModerateChat: false, canManageShelf: true });
    expect(rightsOf('boss', 'operator')).toMatchObject({
      role: 'operator',
      canModerateChat: true,
      canManageShelf: false,
    });
  });
});

test('the flush interval grows with viewers and with cost; only what would take most of the loop passes the slowest tick', () => {
  const viewers = fc.nat(50_000);
  const cost = fc.double({ min: 0, max: 200, noNaN: true });
  fc.assert(
    fc.property(viewers, cost, (count, costMs) => {
      const interval = flushInterval(count, costMs);
      expect(interval).toBeGreaterThanOrEqual(feedPolicy.flushMinMs);
      const byCost = Math.min(feedPolicy.flushMaxMs, costMs / feedPolicy.flushLoopShare);
      expect(interval).toBeGreaterThanOrEqual(Math.floor(byCost));
      expect(interval).toBeGreaterThanOrEqual(Math.floor(costMs / feedPolicy.flushLoopShareMax));
      expect(flushInterval(count + 100, costMs)).toBeGreaterThanOrEqual(interval);
    }),
  );
  expect(flushInterval(0, 0)).toBe(50);
  expect(flushInterval(5_000, 0)).toBe(250);
  expect(flushInterval(100, 10)).toBe(100);
  expect(flushInterval(5_000, 50)).toBe(250);
  expect(flushInterval(20_000, 200)).toBe(400);
});
