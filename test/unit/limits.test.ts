import { Redis } from 'ioredis';
import { afterAll, describe, expect, it } from 'vitest';
import { createLimits } from '#src/platform/edge/limits.ts';
import type { LimitRule } from '#src/platform/edge/limits.ts';
import { commandLimit, guestLimit } from '#src/platform/edge/policy.ts';
import { createKeys } from '#src/platform/keys.ts';

/** Never connects: Redis is away. */
const redis = new Redis({ lazyConnect: true });
afterAll(() => redis.disconnect());
const limits = createLimits(redis, createKeys('t'));

const rule = (name: string, failure: 'open' | 'closed'): LimitRule => ({ name, points: 3, seconds: 60, failure });

describe('limits without Redis', () => {
  it('let chat go on, counted on this node alone', async () => {
    for (let i = 0; i < 3; i += 1) await limits.spend(rule('chat', 'open'), 'ann');
    await expect(limits.spend(rule('chat', 'open'), 'ann')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await limits.spend(rule('chat', 'open'), 'bob');
  });

  it('refuse buying as busy', async () => {
    await expect(limits.spend(rule('buy', 'closed'), 'ann')).rejects.toMatchObject({
      code: 'BUSY',
      retryAfterMs: 1_000,
    });
  });

  it('still count what belongs to one node', async () => {
    const socket: LimitRule = { ...rule('socket', 'closed'), scope: 'node' };
    for (let i = 0; i < 3; i += 1) await limits.spend(socket, 'a');
    await expect(limits.spend(socket, 'a')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  });
});

describe('the policy', () => {
  it('counts guests on their node with the points of members, and nobody’s purchases', async () => {
    const guest = guestLimit('room:join');
    // A rule's name is its counter, so it must not be that of members, who are counted by Redis.
    expect(guest).toEqual({
      ...commandLimit('room:join'),
      name: expect.not.stringMatching(/^cmd\.other$/),
      scope: 'node',
    });
    expect(guestLimit('purchase:status')).toEqual(commandLimit('purchase:status'));
    await limits.spend(commandLimit('room:join'), 'ann');
    for (let i = 0; i < guest.points; i += 1) await limits.spend(guest, 'socket');
    await expect(limits.spend(guest, 'socket')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  });

  it('fails closed for every purchase command and open for chat', () => {
    expect(commandLimit('purchase:place').failure).toBe('closed');
    expect(commandLimit('purchase:pay').failure).toBe('closed');
    expect(commandLimit('chat:say').failure).toBe('open');
  });

  it('counts reading what waits in the chat apart from steering the show', () => {
    const steering = (['shelf:pin', 'room:end', 'chat:decide'] as const).map((name) => commandLimit(name).name);
    expect(steering).not.toContain(commandLimit('chat:held').name);
    expect(steering).not.toContain(commandLimit('chat:restraints').name);
  });
});
