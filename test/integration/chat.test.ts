import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../sdk/src/new-id.ts';
import type { RoomRecord } from '#src/rooms/record.ts';
import { warmRoom } from '#src/rooms/warm-room.ts';
import { forgetKeys } from '../support/redis-nodes.ts';
import { insertRoom, watch } from '../support/rooms.ts';
import type { Viewer } from '../support/rooms.ts';
import { startService } from '../support/service.ts';
import type { Client, Person, Service } from '../support/service.ts';

let service: Service;
let host: Person;
let ann: Person;
let room: RoomRecord;
let hostSocket: Client;
let annSocket: Client;
let viewer: Viewer;

beforeAll(async () => {
  service = await startService();
  [host, ann] = [await service.person('Host'), await service.person('Ann')];
  hostSocket = await host.socket();
});
afterAll(() => service.close());
beforeEach(async () => {
  room = await insertRoom(service, { ownerId: host.id });
  annSocket = await ann.socket();
  viewer = await watch(await service.socket(), room._id);
});

const say = (socket: Client, text: string, messageId = service.deps.newId()) =>
  socket.ask('chat:say', { room: room._id, messageId, text });
const refused = (code: string, details: object = {}) => ({ body: expect.objectContaining({ code, ...details }) });
const mute = (seconds: number, account = ann.id, by = hostSocket) =>
  by.ask('chat:mute', { room: room._id, account, seconds });
const lines = () => viewer.client.snapshot.chat.map((message) => `${message.role} ${message.name}: ${message.text}`);

describe('saying', () => {
  test('a line reaches everybody, marked with its role', async () => {
    await say(annSocket, ' hello ');
    await say(hostSocket, 'welcome');
    await say(await (await service.operator()).socket(), 'all well?');
    await expect.poll(lines).toEqual(['viewer Ann: hello', 'host Host: welcome', 'operator Operator: all well?']);
  });

  test('the same message id is said once, and is nobody else’s', async () => {
    const messageId = service.deps.newId();
    const first = await say(annSocket, 'once', messageId);
    expect(await say(annSocket, 'twice', messageId)).toEqual(first);
    await expect(say(hostSocket, 'mine', messageId)).rejects.toMatchObject(refused('CONFLICT'));
    await say(hostSocket, 'end');
    await expect.poll(lines).toEqual(['viewer Ann: once', 'host Host: end']);
  });

  test('an id made long ago or by a wrong clock is refused, so that none can be used again once it is forgotten', async () => {
    for (const minutes of [-11, 11]) {
      const messageId = newId(Date.now() + minutes * 60_000);
      await expect(say(annSocket, 'mine', messageId)).rejects.toMatchObject(
        refused('MESSAGE_ID_STALE', { details: { now: expect.any(String) } }),
      );
    }
    await say(annSocket, 'a slow clock', newId(Date.now() - 9 * 60_000));
    await expect.poll(lines).toEqual(['viewer Ann: a slow clock']);
  });

  test('guests, and rooms that are not live, are refused', async () => {
    await expect(say(await service.socket(), 'hi')).rejects.toMatchObject(refused('SIGN_IN_REQUIRED'));
    const later = await insertRoom(service, { ownerId: host.id, state: 'scheduled', onAir: undefined });
    const early = { room: later._id, messageId: service.deps.newId(), text: 'early' };
    await expect(annSocket.ask('chat:say', early)).rejects.toMatchObject(refused('NOT_LIVE'));
    const nowhere = { ...early, room: service.deps.newId() };
    await expect(annSocket.ask('chat:say', nowhere)).rejects.toMatchObject(refused('NOT_FOUND'));
  });

  test('a blocked word is refused with its place, for the platform’s words and the room’s', async () => {
    await expect(say(annSocket, 'oh SHIIIT')).rejects.toMatchObject(
      refused('WORD_REFUSED', { details: { start: 3, end: 9 } }),
    );
    await say(annSocket, 'my brother sells it');
    await hostSocket.ask('room:change', { room: room._id, title: 'No relatives', blockedWords: ['brother'] });
    await expect.poll(() => viewer.client.snapshot.title).toBe('No relatives');
    await expect(say(annSocket, 'ask my BROTHER')).rejects.toMatchObject(
      refused('WORD_REFUSED', { details: { start: 7, end: 14 } }),
    );
  });
});

describe('moderation', () => {
  test('one viewer is muted and told, and the mute survives Redis; lifting it is told too', async () => {
    await expect(mute(60, host.id, annSocket)).rejects.toMatchObject(refused('FORBIDDEN'));
    const told = annSocket.next('chat:muted');
    await mute(60);
    const { until } = await told;
    expect(Date.parse(until)).toBeGreaterThan(Date.now() + 50_000);
    await expect(say(annSocket, 'hello?')).rejects.toMatchObject(refused('MUTED', { details: { until } }));
    expect((await annSocket.ask('room:join', { room: room._id })).standing).toMatchObject({ mutedUntil: until });

    const { redis, keys } = service.deps;
    await redis.del(['log', 'seq', 'checkpoint', 'mutes'].map((name) => keys.room(room._id, name)));
    await warmRoom(service.deps, room._id);
    await expect(say(annSocket, 'hello?')).rejects.toMatchObject(refused('MUTED', { details: { until } }));

    const lifted = annSocket.next('chat:muted');
    await mute(0);
    expect(await lifted).toEqual({ room: room._id, until: null });
    await say(annSocket, 'thanks');
  });

  test('a mute ends by itself', async () => {
    await service.deps.chat.setMute(room._id, ann.id, Date.now() - 1);
    await say(annSocket, 'again');
  });

  test('nobody mutes the host, and a moderator no other moderator', async () => {
    const { moderators } = room;
    expect(moderators).toEqual([]);
    const [bob, eve] = [await service.person('Bob'), await service.person('Eve')];
    for (const { id } of [bob, eve]) {
      await service.deps.rooms.putModerator(room._id, { accountId: id, name: 'Moderator', permissions: ['chat'] }, 20);
    }
    const bobSocket = await bob.socket();
    await expect(mute(60, host.id, bobSocket)).rejects.toMatchObject(refused('FORBIDDEN'));
    await expect(mute(60, eve.id, bobSocket)).rejects.toMatchObject(refused('FORBIDDEN'));
    await mute(60, ann.id, bobSocket);
    await mute(60, eve.id, hostSocket);
    await expect(mute(60, service.deps.newId(), hostSocket)).rejects.toMatchObject(refused('NOT_FOUND'));
  });

  test('muting the room closes it for viewers only', async () => {
    await hostSocket.ask('room:change', { room: room._id, mutedAll: true });
    await expect.poll(() => viewer.client.snapshot.mutedAll).toBe(true);
    await expect(say(annSocket, 'hello?')).rejects.toMatchObject(refused('ROOM_MUTED'));
    await say(hostSocket, 'quiet please');
    await hostSocket.ask('room:change', { room: room._id, mutedAll: false, switches: { comments: false } });
    await expect.poll(() => viewer.client.snapshot.switches.comments).toBe(false);
    await expect(say(annSocket, 'hello?')).rejects.toMatchObject(refused('SWITCHED_OFF'));
  });

  test('followers only: others are told why, followers and the host talk', async () => {
    await expect(annSocket.ask('room:change', { room: room._id, followersOnly: true })).rejects.toMatchObject(
      refused('FORBIDDEN'),
    );
    await hostSocket.ask('room:change', { room: room._id, followersOnly: true });
    await expect.poll(() => viewer.client.snapshot.followersOnly).toBe(true);
    await expect(say(annSocket, 'hello?')).rejects.toMatchObject(refused('FOLLOWERS_ONLY'));
    await say(hostSocket, 'follow me');
    await service.deps.channels.followers.add(room.channelId, ann.id, new Date());
    await say(annSocket, 'done');
    await expect.poll(lines).toEqual(['host Host: follow me', 'viewer Ann: done']);
  });

  test('a pinned notice reaches everybody and late joiners, survives Redis, and is taken away', async () => {
    await hostSocket.ask('room:change', { room: room._id, notice: ' Ships on Monday ' });
    await expect.poll(() => viewer.client.snapshot.notice).toBe('Ships on Monday');
    const late = await watch(await service.socket(), room._id);
    expect(late.client.snapshot.notice).toBe('Ships on Monday');
    // Only this test's: others share the Redis.
    await forgetKeys(service.deps.redis, `${service.deps.config.REDIS_PREFIX}:*`);
    await warmRoom(service.deps, room._id);
    const later = await watch(await service.socket(), room._id);
    expect(later.client.snapshot.notice).toBe('Ships on Monday');
    await hostSocket.ask('room:change', { room: room._id, notice: '' });
    await expect.poll(() => later.client.snapshot.notice).toBe('');
  });

  test('slow mode spaces an author’s lines, not the host’s', async () => {
    await hostSocket.ask('room:change', { room: room._id, slowModeSeconds: 30 });
    await expect.poll(() => viewer.client.snapshot.slowModeSeconds).toBe(30);
    await say(annSocket, 'one');
    const refusal = await say(annSocket, 'two').catch((error) => error);
    expect(refusal).toMatchObject(refused('SLOW_MODE'));
    expect(refusal.body.retryAfterMs).toBeGreaterThan(20_000);
    expect(refusal.body.retryAfterMs).toBeLessThanOrEqual(30_000);
    await say(hostSocket, 'one');
    await say(hostSocket, 'two');
  });

  test('a removed line is gone for everybody, and stays gone when Redis loses the room', async () => {
    const { message } = await say(annSocket, 'sell me yours');
    await say(hostSocket, 'stay');
    const stranger = await (await service.person()).socket();
    const removal = { room: room._id, messageId: message.messageId };
    await expect(stranger.ask('chat:remove', removal)).rejects.toMatchObject(refused('FORBIDDEN'));
    await hostSocket.ask('chat:remove', removal);
    await expect.poll(lines).toEqual(['host Host: stay']);
    await service.deps.chat.queue.flush();
    expect((await service.deps.chat.archive.tail(room._id, 60)).map((line) => line.text)).toEqual(['stay']);
  });

  test('authors remove their own lines', async () => {
    const { message } = await say(annSocket, 'oops');
    await expect.poll(lines).toEqual(['viewer Ann: oops']);
    await annSocket.ask('chat:remove', { room: room._id, messageId: message.messageId });
    await expect.poll(lines).toEqual([]);
  });
});

test('the chat’s history survives Redis', async () => {
  for (const text of ['one', 'two', 'three']) await say(annSocket, text);
  await service.deps.chat.queue.flush();
  const { redis, keys } = service.deps;
  await redis.del(['log', 'seq', 'checkpoint'].map((name) => keys.room(room._id, name)));
  await warmRoom(service.deps, room._id);
  const again = await watch(await service.socket(), room._id);
  expect(again.client.snapshot.chat.map((message) => message.text)).toEqual(['one', 'two', 'three']);
});

describe('likes', () => {
  test('taps of many are summed and told at most once a second', async () => {
    const sockets = [annSocket, hostSocket, await service.socket()];
    await Promise.all(sockets.map((socket) => socket.ask('like:send', { room: room._id, taps: 7 })));
    await service.deps.likes.flush();
    await annSocket.ask('like:send', { room: room._id, taps: 4 });
    await service.deps.likes.flush();
    await expect.poll(() => viewer.client.snapshot.likes).toBe(25);
    const counted = viewer.events.filter((event) => event.kind === 'likes.counted');
    expect(counted.map((event) => event.total)).toEqual([21, 25]);
    expect(await service.deps.likes.total(room._id)).toBe(25);
  });

  test('are refused when switched off', async () => {
    await hostSocket.ask('room:change', { room: room._id, switches: { likes: false } });
    await expect.poll(() => viewer.client.snapshot.switches.likes).toBe(false);
    await expect(annSocket.ask('like:send', { room: room._id, taps: 1 })).rejects.toMatchObject(
      refused('SWITCHED_OFF'),
    );
  });
});
