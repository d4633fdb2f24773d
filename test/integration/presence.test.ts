import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertRoom, watch } from '../support/rooms.ts';
import { startNode } from '../support/process.ts';
import { connect, newNamespace, startService } from '../support/service.ts';
import type { Service } from '../support/service.ts';

const namespace = newNamespace();
let service: Service;

beforeAll(async () => {
  service = await startService({ namespace, env: { NODE_ID: 'node-a' } });
});
afterAll(() => service.close());

describe('viewers', () => {
  test('are counted over all nodes, without host and operators, and told when the number changes', async () => {
    const other = await startService({ namespace, env: { NODE_ID: 'node-b' } });
    const host = await service.person('Host');
    const room = await insertRoom(service, { ownerId: host.id });
    const ask = { room: room._id };
    const viewer = await watch(await service.socket(), room._id);
    for (const each of [await other.socket(), await other.socket(), await (await service.person()).socket()]) {
      await each.ask('room:join', ask);
    }
    for (const each of [await host.socket(), await (await service.operator()).socket()])
      await each.ask('room:join', ask);
    await expect.poll(() => viewer.client.snapshot.viewers).toBe(4);
    expect(await service.deps.presence.count(room._id)).toEqual({ viewers: 4, peak: 4 });

    // A node that leaves takes its viewers along.
    await other.close();
    await expect.poll(() => viewer.client.snapshot.viewers).toBe(2);
    expect(await service.deps.presence.count(room._id)).toEqual({ viewers: 2, peak: 4 });
    const counts = viewer.events.filter((event) => event.kind === 'viewers.counted').map((event) => event.viewers);
    expect(counts).toEqual(counts.filter((count, index) => count !== counts[index - 1]));
    const { body } = await service.http(`GET /api/rooms/${room._id}/card`);
    expect(body.room.viewers).toBe(2);
  });

  test('who leaves, or loses the connection, is counted no more', async () => {
    const room = await insertRoom(service);
    const viewer = await watch(await service.socket(), room._id);
    const [leaver, loser] = [await service.socket(), await service.socket()];
    for (const socket of [leaver, loser]) await socket.ask('room:join', { room: room._id });
    await expect.poll(() => viewer.client.snapshot.viewers).toBe(3);
    await leaver.ask('room:leave', { room: room._id });
    loser.raw.io.engine.close();
    await expect.poll(() => viewer.client.snapshot.viewers).toBe(1);
  });

  test('the viewers of a node that is killed are counted no more within ten seconds', async () => {
    const room = await insertRoom(service);
    const viewer = await watch(await service.socket(), room._id);
    const doomed = await startNode(namespace, {
      NODE_ID: 'node-doomed',
      AUTH_KEYS: `test:${Buffer.alloc(32, 'test').toString('base64')}`,
      PAYMENT_WEBHOOK_SECRET: 'a secret of the tests',
    });
    const others = await Promise.all([connect(doomed.url), connect(doomed.url)]);
    for (const each of others) await each.ask('room:join', { room: room._id });
    await expect.poll(() => viewer.client.snapshot.viewers).toBe(3);
    await doomed.kill();
    for (const each of others) each.close();
    await expect.poll(() => viewer.client.snapshot.viewers, { timeout: 10_000 }).toBe(1);
  });

  test('the count of a node that died falls out by itself', async () => {
    const room = await insertRoom(service);
    const viewer = await watch(await service.socket(), room._id);
    const { redis, keys } = service.deps;
    const key = keys.room(room._id, 'viewers');
    await redis.hset(key, 'node-dead', `7:${Date.now()}`);
    await expect.poll(() => viewer.client.snapshot.viewers).toBe(8);
    await redis.hset(key, 'node-dead', `7:${Date.now() - 60_000}`);
    await expect.poll(() => viewer.client.snapshot.viewers).toBe(1);
    expect(await redis.hexists(key, 'node-dead')).toBe(0);
  });

  test('are counted by one clock, whatever the clocks of nodes say', async () => {
    const room = await insertRoom(service);
    const { redis, keys } = service.deps;
    for (const skew of [-10_000, 10_000]) {
      const clock = { now: () => Date.now() + skew };
      const off = await startService({ namespace, env: { NODE_ID: `node-off-${skew}` }, clock });
      const counts = { 'node-alive': `3:${Date.now()}`, 'node-dead': `7:${Date.now() - 8_000}` };
      await redis.hset(keys.room(room._id, 'viewers'), counts);
      const { body } = await off.http(`GET /api/rooms/${room._id}/card`);
      expect([skew, body.room.viewers]).toEqual([skew, 3]);
      await off.close();
    }
  });

  test('the peak is kept in MongoDB and put back when Redis loses the room', async () => {
    const room = await insertRoom(service, { peakViewers: 41, likes: 12 });
    expect(await service.deps.presence.count(room._id)).toEqual({ viewers: 0, peak: 41 });
    expect(await service.deps.likes.total(room._id)).toBe(12);
  });
});

describe('membership', () => {
  test('a connection is in a few rooms, an operator’s in many', async () => {
    const rooms = [];
    for (let count = 0; count < 6; count += 1) rooms.push((await insertRoom(service))._id);
    const guest = await service.socket();
    const operator = await (await service.operator()).socket();
    for (const room of rooms) await operator.ask('room:join', { room });
    for (const room of rooms.slice(0, 5)) await guest.ask('room:join', { room });
    await expect(guest.ask('room:join', { room: rooms[5]! })).rejects.toThrow('RATE_LIMITED');
    await guest.ask('room:join', { room: rooms[0]! });
    await guest.ask('room:leave', { room: rooms[0]! });
    await guest.ask('room:join', { room: rooms[5]! });
  });

  test('after leaving, nothing of the room arrives', async () => {
    const room = await insertRoom(service);
    const socket = await service.socket();
    const viewer = await watch(socket, room._id);
    const before = viewer.client.seq;
    await socket.ask('room:leave', { room: room._id });
    const stays = await watch(await service.socket(), room._id);
    const last = await service.deps.roomLog.append(room._id, { kind: 'item.unpinned' });
    await stays.reaches(last!);
    expect(viewer.client.seq).toBe(before);
  });

  test('signing in does not lose the room', async () => {
    const room = await insertRoom(service);
    const socket = await service.socket();
    await watch(socket, room._id);
    const person = await service.person('Ann');
    const { body } = await person.http('POST /api/auth/socket-token');
    await socket.ask('session:renew', { token: body.token });
    const said = { room: room._id, messageId: service.deps.newId(), text: 'hello' };
    const arrived = socket.next('room:events', (frame) =>
      frame.events.some((event: { kind: string }) => event.kind === 'chat.said'),
    );
    await socket.ask('chat:say', said);
    await arrived;
  });

  test('a room that does not exist is not found', async () => {
    const socket = await service.socket();
    const room = service.deps.newId();
    await expect(socket.ask('room:join', { room })).rejects.toThrow('NOT_FOUND');
    await expect(socket.ask('room:catch-up', { room, after: 0 })).rejects.toThrow('NOT_FOUND');
    await socket.ask('room:leave', { room });
  });
});
