import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LogPage, RoomEventBody } from '#src/contract/room-events.ts';
import { archiveLog } from '#src/rooms/archive/archive-log.ts';
import { archivePolicy } from '#src/rooms/policy.ts';
import { redisPath, startRedisServer } from '../support/redis-server.ts';
import type { RedisServer } from '../support/redis-server.ts';
import { insertRoom } from '../support/rooms.ts';
import { startService } from '../support/service.ts';
import type { Person, Service } from '../support/service.ts';

describe.skipIf(!redisPath)('the archived log, while Redis is away', () => {
  let redis: RedisServer;
  let service: Service;
  let host: Person;
  let operator: Person;
  let other: Person;

  beforeAll(async () => {
    redis = await startRedisServer();
    service = await startService({ env: { REDIS_URL: redis.url, LOG_LEVEL: 'silent' } });
    [host, operator, other] = [await service.person('Host'), await service.operator(), await service.person()];
  });
  afterAll(async () => {
    await redis.start();
    await service.close();
    await redis.close();
  });

  function said(text: string, messageId = service.deps.newId()): RoomEventBody {
    const message = { messageId, authorId: service.deps.newId(), name: 'Ann', text, role: 'viewer' as const };
    return { kind: 'chat.said', message: { ...message, at: '2026-01-31T12:00:00.000Z' } };
  }

  async function page(person: Person, room: string, query = ''): Promise<LogPage> {
    const { status, body } = await person.http(`GET /api/rooms/${room}/log${query}`);
    expect([status, body.code]).toEqual([200, undefined]);
    return body as LogPage;
  }

  test('is read page by page, with its gaps, and what was removed is for operators alone', async () => {
    const { deps } = service;
    const room = await insertRoom(service, { ownerId: host.id });
    const closed = await insertRoom(service, { ownerId: host.id, logClosedAt: new Date() });
    const gone = deps.newId();
    await deps.roomLog.append(room._id, ...Array.from({ length: archivePolicy.batch }, (_, i) => said(`line ${i}`)));
    await deps.roomLog.append(room._id, said('rude', gone));
    await archiveLog(deps, room._id);
    const lost = (await deps.roomLog.append(room._id, said('lost'), said('found')))! - 1;
    await deps.redis.xdel(deps.keys.room(room._id, 'log'), `${lost}-0`);
    await archiveLog(deps, room._id);
    await deps.chat.archive.insertRemoval(room._id, gone, host.id, new Date());
    const { events: log } = await deps.roomLog.read(room._id, 0);
    await redis.kill();

    const pages: LogPage[] = [];
    for (let after: number | undefined = 0; after !== undefined; after = pages.at(-1)!.next)
      pages.push(await page(operator, room._id, `?after=${after}&limit=200`));
    expect(pages.map(({ events }) => events.length)).toEqual([200, 200, 103]);
    expect(pages.flatMap(({ events }) => events)).toEqual(log);
    expect(pages.map(({ gaps }) => gaps)).toEqual([[], [], [{ after: lost - 1, before: lost + 1 }]]);

    // A page that ends before the gap does not tell of it, the one that begins there does.
    expect((await page(host, room._id, `?after=${lost - 2}&limit=1`)).gaps).toEqual([]);
    const end = await page(host, room._id, `?after=${lost - 1}`);
    expect(end).toMatchObject({ gaps: [{ after: lost - 1, before: lost + 1 }], closed: false });
    expect(end.events).toEqual([log.at(-1)]);
    expect((await page(host, room._id, `?after=${lost + 1}`)).events).toEqual([]);

    const whole = await page(host, room._id, '?limit=1000');
    expect(whole.events).toHaveLength(log.length);
    expect(whole.events.at(-2)).toMatchObject({ seq: lost - 1, kind: 'chat.said', message: { name: 'Ann', text: '' } });
    expect(JSON.stringify(whole)).not.toContain('rude');
    expect(await page(host, closed._id)).toMatchObject({ events: [], closed: true });

    const refused = await other.http(`GET /api/rooms/${room._id}/log`);
    expect(refused.body.code).toBe('FORBIDDEN');
    expect((await service.http(`GET /api/rooms/${room._id}/log`)).body.code).toBe('SIGN_IN_REQUIRED');
    expect((await host.http(`GET /api/rooms/${room._id}/log?limit=1001`)).body.code).toBe('INVALID_INPUT');
  });
});
