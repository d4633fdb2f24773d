import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RoomEventBody } from '#src/contract/room-events.ts';
import { redisPath, startRedisServer } from '../support/redis-server.ts';
import type { RedisServer } from '../support/redis-server.ts';
import { insertRoom, watch } from '../support/rooms.ts';
import { Refused, startService } from '../support/service.ts';
import type { Service } from '../support/service.ts';

describe.skipIf(!redisPath)('while Redis is away', () => {
  let redis: RedisServer;
  let service: Service;

  beforeAll(async () => {
    redis = await startRedisServer();
    service = await startService({ env: { REDIS_URL: redis.url, LOG_LEVEL: 'silent' } });
  });
  afterAll(async () => {
    await service.close();
    await redis.close();
  });

  function line(text: string): RoomEventBody {
    const message = { messageId: service.deps.newId(), authorId: service.deps.newId(), name: 'Ann', text };
    return { kind: 'chat.said', message: { ...message, role: 'host', at: new Date().toISOString() } };
  }

  test('a room goes on read-only and says so, and fills what was missed when it is back, without a restart', async () => {
    const room = await insertRoom(service);
    const ask = { room: room._id };
    const person = await service.person('Ann');
    const talker = await person.socket();
    const viewer = await watch(await service.socket(), room._id);
    await talker.ask('room:join', ask);
    await viewer.reaches((await service.deps.roomLog.append(room._id, line('before')))!);

    await redis.kill();
    const told = await viewer.socket.next('room:read-only');
    expect(told).toEqual({ room: room._id, readOnly: true });

    // Who comes now gets the last that is known, who talks is refused at once, and nobody is thrown out.
    const late = await (await service.socket()).ask('room:join', ask);
    expect(late).toMatchObject({ readOnly: true, seq: viewer.client.seq });
    expect(late.snapshot.chat.at(-1)!.text).toBe('before');
    const member = await (await person.socket()).ask('room:join', ask);
    expect(member).toMatchObject({ readOnly: true, standing: { role: 'viewer' } });
    const saying = talker.ask('chat:say', { ...ask, messageId: service.deps.newId(), text: 'hello?' });
    await expect(saying).rejects.toThrow(Refused);
    await expect(saying).rejects.toThrow('BUSY');

    await redis.start();
    expect(await viewer.socket.next('room:read-only', (notice) => !notice.readOnly)).toMatchObject({ room: room._id });
    const { message } = await talker.ask('chat:say', { ...ask, messageId: service.deps.newId(), text: 'again' });
    await expect.poll(() => viewer.client.snapshot.chat.map((said) => said.text)).toEqual(['before', 'again']);
    expect(viewer.client.snapshot.chat.at(-1)).toEqual(message);
    expect(viewer.applied).toEqual([...new Set(viewer.applied)].toSorted((a, b) => a - b));
    expect((await talker.ask('room:join', ask)).readOnly).toBeUndefined();
  });

  test('a room this node does not know yet is refused after a moment instead of waiting for ever', async () => {
    const known = await insertRoom(service);
    const socket = await service.socket();
    await service.deps.roomLog.append(known._id, line('unseen'));
    // Warming the room at the insert does not follow it.
    await redis.kill();
    await expect(socket.ask('room:join', { room: known._id })).rejects.toThrow('BUSY');
    await redis.start();
    await expect
      .poll(() => socket.ask('room:join', { room: known._id }).catch(() => undefined))
      .toMatchObject({
        snapshot: { title: 'Morning tea' },
      });
  });
});
