import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { applyEvent } from '#src/contract/room-state.ts';
import type { RoomEventBody, RoomSnapshot } from '#src/contract/room-events.ts';
import { tellReadOnly } from '#src/rooms/feed/feed-io.ts';
import { roomChannel } from '#src/rooms/feed/feeds.ts';
import { feedPolicy, roomPolicy } from '#src/rooms/policy.ts';
import { cutConnections, forgetKeys } from '../support/redis-nodes.ts';
import { insertRoom, watch } from '../support/rooms.ts';
import { newNamespace, startService } from '../support/service.ts';
import type { Service } from '../support/service.ts';

const namespace = newNamespace();
let node: Service;
let other: Service;
let third: Service;

beforeAll(async () => {
  node = await startService({ namespace, env: { NODE_ID: `${namespace.dbName}-a`, TRUST_PROXY: '1' } });
  other = await startService({ namespace, env: { NODE_ID: `${namespace.dbName}-b`, TRUST_PROXY: '1' } });
  third = await startService({ namespace, env: { NODE_ID: `${namespace.dbName}-c`, TRUST_PROXY: '1' } });
});
afterAll(async () => {
  await third.close();
  await other.close();
  await node.close();
});

function line(text: string): RoomEventBody {
  const message = { messageId: node.deps.newId(), authorId: node.deps.newId(), name: 'Ann', text };
  return { kind: 'chat.said', message: { ...message, role: 'host', at: new Date().toISOString() } };
}

async function say(roomId: string, count: number): Promise<number> {
  let last = 0;
  for (let index = 0; index < count; index += 1)
    last = (await node.deps.roomLog.append(roomId, line(`line ${index}`)))!;
  return last;
}

/** The state that the whole log in Redis reduces to. */
async function reducedLog(roomId: string): Promise<RoomSnapshot> {
  const { events } = await node.deps.roomLog.read(roomId, 0);
  return events.reduce(applyEvent, undefined as unknown as RoomSnapshot);
}

async function forgetInRedis(service: Service): Promise<void> {
  await forgetKeys(service.deps.redis, `${namespace.REDIS_PREFIX}:*room*`);
}

describe('order and completeness', () => {
  test('a late joiner gets the state that the log reduces to, and goes on from there', async () => {
    const room = await insertRoom(node);
    await say(room._id, 90);
    const last = await node.deps.roomLog.append(room._id, { kind: 'room.changed', change: { title: 'Evening tea' } });
    const viewer = await watch(await node.socket(), room._id);
    await viewer.reaches(last!);
    expect(viewer.client.snapshot).toEqual({
      ...(await reducedLog(room._id)),
      viewers: viewer.client.snapshot.viewers,
    });
    expect(viewer.client.snapshot).toMatchObject({ title: 'Evening tea', state: 'live' });
    expect(viewer.client.snapshot.chat).toHaveLength(60);

    const next = await say(room._id, 5);
    await viewer.reaches(next);
    expect(viewer.client.snapshot.chat.at(-1)!.text).toBe('line 4');
  });

  test('a viewer whose connection is cut catches up without loss or repeat', async () => {
    const room = await insertRoom(node);
    const viewer = await watch(await node.socket(), room._id);
    const first = viewer.client.seq;
    const writing = say(room._id, 100);
    await viewer.reaches(first + 20);
    viewer.cut();
    await expect.poll(() => node.deps.roomLog.lastSeq(room._id)).toBeGreaterThan(first + 60);
    expect(await viewer.reconnect(await node.socket())).toBe('events');
    const last = await writing;
    await viewer.reaches(last);
    const chat = viewer.events.filter((event) => event.kind === 'chat.said');
    expect(chat.map((event) => event.message.text)).toEqual(Array.from({ length: 100 }, (_, index) => `line ${index}`));
    expect(viewer.applied).toEqual([...new Set(viewer.applied)].toSorted((a, b) => a - b));
    expect(viewer.client.snapshot.chat).toEqual((await reducedLog(room._id)).chat);
  });

  test('a reconnect to another node continues at the same number', async () => {
    const room = await insertRoom(node);
    const viewer = await watch(await node.socket(), room._id);
    await viewer.reaches(await say(room._id, 3));
    viewer.cut();
    const last = await say(room._id, 4);
    // The other node has never heard of the room: it starts from the checkpoint and has no older events to give.
    await viewer.reconnect(await other.socket());
    await viewer.reaches(last);
    expect(viewer.client.snapshot.chat).toEqual((await reducedLog(room._id)).chat);
  });

  test('viewers of three nodes see the same log, written on all of them', async () => {
    const room = await insertRoom(node);
    const nodes = [node, other, third];
    const viewers = await Promise.all(nodes.map(async (each) => watch(await each.socket(), room._id)));
    const from = Math.max(...viewers.map((viewer) => viewer.client.seq));
    const lasts = await Promise.all(
      nodes.map(async ({ deps }) => {
        let last = 0;
        for (let index = 0; index < 60; index += 1)
          last = (await deps.roomLog.append(room._id, line(`line ${index}`)))!;
        return last;
      }),
    );
    await Promise.all(viewers.map((viewer) => viewer.reaches(Math.max(...lasts))));
    const said = viewers.map((viewer) =>
      viewer.events.filter((event) => event.seq > from && event.kind === 'chat.said').map((event) => event.seq),
    );
    expect(said[0]).toHaveLength(180);
    expect(said[1]).toEqual(said[0]);
    expect(said[2]).toEqual(said[0]);
    for (const { client } of viewers) expect(client.snapshot.chat).toEqual(viewers[0]!.client.snapshot.chat);
  });

  test('many who are thrown out at once get what they missed from memory, even on a node that did not know the room', async () => {
    const room = await insertRoom(node);
    const dial = (to: Service, index: number) =>
      to.socket(undefined, { headers: { 'x-forwarded-for': `10.0.0.${index}` } });
    const viewers = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => watch(await dial(node, index), room._id)),
    );
    const seen = await say(room._id, 300);
    await Promise.all(viewers.map((viewer) => viewer.reaches(seen)));
    for (const viewer of viewers) viewer.cut();
    const last = await say(room._id, 30);
    const { roomLog } = other.deps;
    const reads = [vi.spyOn(roomLog, 'read'), vi.spyOn(roomLog, 'readBack'), vi.spyOn(roomLog, 'checkpoint')];
    const how = await Promise.all(viewers.map(async (viewer, index) => viewer.reconnect(await dial(other, index))));
    expect(new Set(how)).toEqual(new Set(['events']));
    await Promise.all(viewers.map((viewer) => viewer.reaches(last)));
    for (const read of reads) expect(read.mock.calls.filter(([roomId]) => roomId === room._id)).toHaveLength(1);
    vi.restoreAllMocks();
    for (const viewer of viewers) viewer.socket.close();
  });

  test('too long a gap is answered with a snapshot', async () => {
    const room = await insertRoom(node);
    const viewer = await watch(await node.socket(), room._id);
    const before = viewer.client.seq;
    viewer.cut();
    const last = await say(room._id, 600);
    expect(await viewer.reconnect(await node.socket())).toBe('snapshot');
    await viewer.reaches(last);
    expect(viewer.client.seq).toBeGreaterThan(before + 500);
  });
});

describe('when Redis fails', () => {
  test('events missed while the subscription was broken are read from the log', async () => {
    const room = await insertRoom(node);
    const viewer = await watch(await node.socket(), room._id);
    await viewer.reaches(await say(room._id, 3));
    const cut = cutConnections(node.deps.redis, `sc-feeds-${namespace.dbName}-a`);
    const last = await say(room._id, 20);
    await cut;
    await viewer.reaches(last);
    const chat = viewer.events.filter((event) => event.kind === 'chat.said');
    expect(chat).toHaveLength(23);
  });

  test('a room that Redis has lost is rebuilt from MongoDB, and its viewers go on by themselves', async () => {
    const room = await insertRoom(node);
    const viewer = await watch(await node.socket(), room._id);
    const last = await say(room._id, 5);
    await viewer.reaches(last);
    await forgetInRedis(node);
    // Nobody writes: the once-a-second comparison with the log finds the loss.
    await expect.poll(() => viewer.events.map((event) => event.kind)).toContain('room.reset');
    expect(viewer.client.seq).toBeGreaterThan(last);
    const next = await say(room._id, 1);
    expect(next).toBeGreaterThan(last);
    await viewer.reaches(next);
    expect(viewer.client.snapshot).toMatchObject({ title: 'Morning tea', state: 'live' });
    expect(viewer.client.snapshot.chat.at(-1)!.text).toBe('line 0');
  });

  test('a log that came back without its end is moved above the numbers viewers have', async () => {
    const room = await insertRoom(node);
    const viewer = await watch(await node.socket(), room._id);
    const last = await say(room._id, 10);
    await viewer.reaches(last);
    const { keys, redis } = node.deps;
    const lost = Array.from({ length: 20 }, (_, index) => `${last - 4 + index}-0`);
    await redis
      .multi()
      .set(keys.room(room._id, 'seq'), last - 5)
      .xdel(keys.room(room._id, 'log'), ...lost)
      .call('XSETID', keys.room(room._id, 'log'), `${last - 5}-0`)
      .exec();
    await expect.poll(() => viewer.events.map((event) => event.kind)).toContain('room.reset');
    expect(viewer.client.seq).toBeGreaterThan(last);
    const next = await say(room._id, 1);
    await viewer.reaches(next);
    expect(viewer.client.snapshot.chat.at(-1)!.text).toBe('line 0');
  });
});

test('a room whose log grew past its newest checkpoint while nobody followed it is picked up as it is now', async () => {
  const room = await insertRoom(node);
  const last = await say(room._id, 30);
  await node.deps.redis.xtrim(node.deps.keys.room(room._id, 'log'), 'MAXLEN', 10);
  const viewer = await watch(await node.socket(), room._id);
  expect(viewer.client.seq).toBeGreaterThan(last);
  const next = await say(room._id, 1);
  await viewer.reaches(next);
  expect(viewer.client.snapshot).toMatchObject({ title: 'Morning tea', state: 'live' });
});

describe('cost and overload', () => {
  test('a flush to 200 viewers encodes once', async () => {
    const room = await insertRoom(node);
    const sockets = await Promise.all(Array.from({ length: 200 }, () => node.socket()));
    await Promise.all(sockets.map((socket) => socket.ask('room:join', { room: room._id })));
    const { adapter } = node.deps.sockets.io.of('/') as unknown as {
      adapter: { encoder: { encode(p: unknown): unknown } };
    };
    const encode = vi.spyOn(adapter.encoder, 'encode');
    const arrived = sockets.map((socket) =>
      socket.next('room:events', (frame) =>
        frame.events.some((event: { kind: string }) => event.kind === 'item.unpinned'),
      ),
    );
    await node.deps.roomLog.append(room._id, { kind: 'item.unpinned' });
    await Promise.all(arrived);
    const frames = encode.mock.calls.filter(([packet]) =>
      JSON.stringify((packet as { data: unknown }).data).includes('item.unpinned'),
    );
    encode.mockRestore();
    expect(frames).toHaveLength(1);
    for (const socket of sockets) socket.close();
  });

  test('a viewer who reads 1 kB a second costs a bounded queue, is taken out, and comes back once it reads again', async () => {
    const room = await insertRoom(node);
    const slow = await node.socket();
    await slow.ask('room:join', { room: room._id });
    const fast = await watch(await node.socket(), room._id);
    const { engine } = slow.raw.io as unknown as {
      engine: { transport: { ws: { _socket: { pause(): void; resume(): void; read(bytes: number): void } } } };
    };
    const stream = engine.transport.ws._socket;
    stream.pause();
    const trickle = setInterval(() => stream.read(100), 100);
    const queued = () => node.deps.sockets.local.unsent(slow.raw.id!);
    let most = 0;
    const resync = slow.next('room:resync');
    const channel = roomChannel(room._id);
    const title = 'x'.repeat(60_000);
    for (let sent = 0; sent < 600 && node.deps.sockets.local.count(channel) > 1; sent += 1) {
      const seq = await node.deps.roomLog.append(room._id, { kind: 'room.changed', change: { title } });
      await fast.reaches(seq!);
      most = Math.max(most, queued());
    }
    expect(node.deps.sockets.local.count(channel)).toBe(1);
    expect(most).toBeLessThan(feedPolicy.slowSocketBytes + 2 * title.length);
    // The others missed nothing and had to ask for nothing.
    expect(fast.applied).toEqual([...new Set(fast.applied)].toSorted((a, b) => a - b));
    expect(fast.catchUps).toBe(0);
    clearInterval(trickle);
    stream.resume();
    expect(await resync).toMatchObject({ room: room._id });
    const again = await slow.ask('room:join', { room: room._id });
    expect(again.seq).toBeGreaterThanOrEqual(fast.client.seq);
    expect(node.deps.sockets.local.count(channel)).toBe(2);
  });

  test('a viewer who was taken out hears everything again after a catch-up, too', async () => {
    const room = await insertRoom(node);
    const viewer = await watch(await node.socket(), room._id);
    await shedAll(room._id);
    const missed = await say(room._id, 3);
    expect(await viewer.reconnect(viewer.socket)).toBe('events');
    await viewer.reaches(missed);
    await viewer.reaches(await say(room._id, 3));
  });

  test('a viewer who is too slow for the word that a room is read-only is told to come back', async () => {
    const room = await insertRoom(node);
    const viewer = await watch(await node.socket(), room._id);
    const { io, local } = node.deps.sockets;
    const id = viewer.socket.raw.id!;
    // Within one turn, so that nothing can be sent in between.
    while (local.unsent(id) <= feedPolicy.slowSocketBytes * 2)
      io.sockets.sockets.get(id)!.emit('ballast', 'x'.repeat(50_000));
    tellReadOnly(local, roomChannel(room._id), { room: room._id, readOnly: true });
    expect(await viewer.socket.next('room:resync')).toMatchObject({ room: room._id });
  });

  test('who leaves while it is still entering has left', async () => {
    const room = await insertRoom(node);
    const socket = await node.socket();
    const ask = { room: room._id };
    await Promise.all([socket.ask('room:join', ask), socket.ask('room:leave', ask)]);
    expect(node.deps.sockets.local.count(roomChannel(room._id))).toBe(0);
    await Promise.all([socket.ask('room:catch-up', { ...ask, after: 0 }), socket.ask('room:leave', ask)]);
    expect(node.deps.sockets.local.count(roomChannel(room._id))).toBe(0);
    // One after the other, the last counts.
    await Promise.all([socket.ask('room:join', ask), socket.ask('room:leave', ask), socket.ask('room:join', ask)]);
    expect(node.deps.sockets.local.count(roomChannel(room._id))).toBe(1);
  });

  test('a full room lets those come again who are in it, and only those', async () => {
    const room = await insertRoom(node);
    const { feeds } = node.deps;
    const viewer = { counted: true, isHost: false };
    for (let index = 0; index < roomPolicy.viewersPerNodeMax; index += 1)
      await feeds.enter(room._id, `viewer ${index}`, viewer);
    await expect(feeds.enter(room._id, 'one more', viewer)).rejects.toThrow('ROOM_FULL');
    await feeds.enter(room._id, 'viewer 7', viewer);
    for (let index = 0; index < roomPolicy.viewersPerNodeMax; index += 1) feeds.leave(room._id, `viewer ${index}`);
  });

  test('who could not wait for a room to be read is not in it', async () => {
    const room = await insertRoom(node);
    const { roomLog, metrics } = node.deps;
    const readCheckpoint = roomLog.checkpoint;
    const slow = Promise.withResolvers<void>();
    vi.spyOn(roomLog, 'checkpoint').mockImplementationOnce(async (id) => {
      await slow.promise;
      return readCheckpoint(id);
    });
    const inRooms = async () =>
      (await metrics.registry.getSingleMetric('shelfcast_room_sockets')!.get()).values[0]!.value;
    const before = await inRooms();
    await expect(node.deps.feeds.enter(room._id, 'impatient', { counted: true, isHost: false })).rejects.toThrow(
      'BUSY',
    );
    slow.resolve();
    await node.deps.feeds.open(room._id);
    expect(await inRooms()).toBe(before);
    vi.restoreAllMocks();
  });
});

/** Takes everybody out of the room's channel, as a frame does with viewers who cannot keep up. */
async function shedAll(room: string): Promise<void> {
  const everybody = { bytes: -1, onDrained: () => {} };
  await node.deps.sockets.local.deliver(roomChannel(room), 'room:read-only', { room, readOnly: false }, everybody);
}
