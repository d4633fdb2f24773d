import type { IncomingMessage } from 'node:http';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { callerAddress } from '#src/platform/edge/address.ts';
import { collectHandlers } from '#src/platform/edge/collect-handlers.ts';
import { requestIdOf } from '#src/platform/edge/request-id.ts';
import { createInFlight } from '#src/platform/in-flight.ts';
import { runClosing } from '#src/platform/lifecycle.ts';
import { originRule } from '#src/platform/origins.ts';
import { createPasswords } from '#src/platform/password.ts';
import { createTokens } from '#src/platform/tokens.ts';

const silent = pino({ level: 'silent' });

describe('the caller’s address', () => {
  const request = (remoteAddress: string, forwarded?: string) =>
    ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

  it('believes as many proxies as are ours and no more', () => {
    const req = request('10.0.0.1', '6.6.6.6, 203.0.113.9, 10.0.0.2');
    expect(callerAddress(req, 0)).toBe('10.0.0.1');
    expect(callerAddress(req, 1)).toBe('10.0.0.2');
    expect(callerAddress(req, 2)).toBe('203.0.113.9');
    expect(callerAddress(request('10.0.0.1'), 2)).toBe('10.0.0.1');
    expect(callerAddress(request('10.0.0.1', ' ,,'), 1)).toBe('10.0.0.1');
  });
});

describe('request ids', () => {
  it('keeps a well-formed one and replaces anything else', () => {
    expect(requestIdOf('abc-DEF_12345')).toBe('abc-DEF_12345');
    for (const bad of [undefined, '', 'short', 'x'.repeat(65), 'with space', 'line\nbreak', ['a'.repeat(10)]]) {
      expect(requestIdOf(bad)).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});

describe('origins', () => {
  const allowed = originRule({ PUBLIC_URL: 'https://shop.example/', ALLOWED_ORIGINS: ['https://partner.example'] });

  it('allows the own host, the public address and named ones', () => {
    expect(allowed('http://127.0.0.1:3000', '127.0.0.1:3000')).toBe(true);
    expect(allowed('https://shop.example', 'internal:3000')).toBe(true);
    expect(allowed('https://partner.example', 'internal:3000')).toBe(true);
  });

  it('refuses others, other ports, opaque origins and junk', () => {
    for (const origin of [
      'https://evil.example',
      'http://127.0.0.1:3001',
      'null',
      '',
      'shop.example',
      'https://shop.example.evil.example',
    ]) {
      expect(allowed(origin, '127.0.0.1:3000')).toBe(false);
    }
  });
});

describe('handlers against the contract', () => {
  const a = { one: () => {} };
  const b = { two: () => {} };

  it('takes each name once', () => {
    expect(Object.keys(collectHandlers('command', ['one', 'two'], [a, b]))).toEqual(['one', 'two']);
  });

  it('refuses two for one name, unknown names, and missing ones', () => {
    expect(() => collectHandlers('command', ['one'], [a, a])).toThrow('two handlers for command one');
    expect(() => collectHandlers<object>('route', ['one'], [a, b])).toThrow('has no route two');
    expect(() => collectHandlers('command', ['one', 'toString'], [a])).toThrow('without a handler: toString');
  });
});

describe('work under way', () => {
  it('is idle only when the last has ended, failed work included', async () => {
    const inFlight = createInFlight();
    await inFlight.idle();
    const ends: (() => void)[] = [];
    const work = () => inFlight.run(() => new Promise<void>((resolve) => ends.push(resolve)));
    const first = work();
    const second = work();
    let idle = false;
    const waiting = inFlight.idle().then(() => (idle = true));
    ends[0]!();
    await first;
    expect([inFlight.count, idle]).toEqual([1, false]);
    ends[1]!();
    await Promise.all([second, waiting]);
    await expect(inFlight.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(inFlight.count).toBe(0);
  });
});

describe('closing in order', () => {
  it('runs every step after the one before, though one fails', async () => {
    const closed: string[] = [];
    const step = (name: string, fails = false) => ({
      name,
      async close() {
        await Promise.resolve();
        closed.push(name);
        if (fails) throw new Error(name);
      },
    });
    await runClosing(silent, [step('edges'), step('workers', true), step('stores')]);
    expect(closed).toEqual(['edges', 'workers', 'stores']);
  });
});

describe('tokens', () => {
  const member = {
    kind: 'member' as const,
    id: '01a206b9-71fc-73f4-9754-fc8cd08adbe6',
    sessionId: '01a206b9-71fc-73f4-9754-fc8cd08adbe7',
    name: 'Ann',
    role: 'member' as const,
  };
  const key = (kid: string, fill: number) => ({ kid, secret: new Uint8Array(32).fill(fill) });
  let now = Date.parse('2026-01-31T12:00:00.000Z');
  const clock = { now: () => now };

  it('are good for their audience and time alone', async () => {
    const tokens = createTokens([key('a', 1)], clock);
    const { token, expiresAt } = await tokens.sign(member, 'api');
    expect(await tokens.verify(token, 'api')).toEqual(member);
    await expect(tokens.verify(token, 'socket')).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    now = expiresAt + 1_000;
    await expect(tokens.verify(token, 'api')).rejects.toMatchObject({ code: 'SESSION_ENDED' });
  });

  it('survive a rotation of the key ring until the old key leaves it', async () => {
    const { token } = await createTokens([key('old', 1)], clock).sign(member, 'api');
    expect(await createTokens([key('new', 2), key('old', 1)], clock).verify(token, 'api')).toEqual(member);
    for (const ring of [[key('new', 2)], [key('old', 2)]]) {
      await expect(createTokens(ring, clock).verify(token, 'api')).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    }
  });

  it('are refused when unsigned or altered', async () => {
    const tokens = createTokens([key('a', 1)], clock);
    const { token } = await tokens.sign(member, 'api');
    const [head, body, signature] = token.split('.') as [string, string, string];
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
    const forged = encode({ ...claims, role: 'operator' });
    for (const bad of [
      `${encode({ alg: 'none' })}.${body}.`,
      `${head}.${forged}.${signature}`,
      '',
      'a.b.c',
      `${token}x`,
    ]) {
      await expect(tokens.verify(bad, 'api')).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    }
  });
});

describe('passwords', () => {
  it('are hashed with argon2id and refused when wrong or without an account', async () => {
    const passwords = createPasswords();
    const stored = await passwords.hash('correct horse');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.verify(stored, 'correct horse')).toBe(true);
    expect(await passwords.verify(stored, 'wrong')).toBe(false);
    expect(await passwords.verify(undefined, 'nobody has this password')).toBe(false);
  });

  it('refuse a storm instead of queueing it without end', async () => {
    const passwords = createPasswords({ atOnce: 1, waiting: 2 });
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => passwords.verify(undefined, 'x')));
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(5);
    expect(refused[0]).toMatchObject({ reason: { code: 'BUSY' } });
  });
});
