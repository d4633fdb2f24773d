import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RoomRecord } from '#src/rooms/record.ts';
import { finishRoom } from '#src/rooms/finish-room.ts';
import { startNode } from '../support/process.ts';
import { insertRoom, watch } from '../support/rooms.ts';
import { dtlsParameters, sending } from '../support/rtp.ts';
import { connect, newNamespace, startService } from '../support/service.ts';
import type { Client, Person, Service } from '../support/service.ts';

const namespace = newNamespace();
let service: Service;
let host: Person;
let room: RoomRecord;
let studio: Client;

beforeAll(async () => {
  service = await startService({ namespace, env: { NODE_ID: 'node-a' } });
  host = await service.person('Host');
});
afterAll(() => service.close());
beforeEach(async () => {
  room = await insertRoom(service, { ownerId: host.id });
  studio = await host.socket();
});

const refused = (code: string) => ({ body: expect.objectContaining({ code }) });
const stageOf = (id = room._id) => service.deps.broadcast.media!.findStage(id);

/** Opens the sending side and sends the camera, as the studio does. */
async function publish(socket: Client, id = room._id) {
  const { session } = await socket.ask('media:publish-open', { room: id });
  await socket.ask('media:publish-connect', { room: id, session, dtlsParameters });
  const { producerId } = await socket.ask('media:produce', { room: id, session, ...sending.video });
  return { session, producerId };
}

async function joinMedia(socket: Client, id = room._id) {
  const { rtpCapabilities } = await socket.ask('room:join', { room: id });
  // A browser loads its device with these and answers with the part it can do; here it can do all.
  return socket.ask('media:join', { room: id, rtpCapabilities: rtpCapabilities as object });
}

async function accountSocket(person: Person, url: string): Promise<Client> {
  const { body } = await person.http('POST /api/auth/socket-token');
  return connect(url, body.token as string);
}

describe('authority', () => {
  test('the host publishes, nobody else; viewers get what is sent', async () => {
    const viewer = await watch(await service.socket(), room._id);
    const [moderator, stranger] = [await service.person('Bob'), await service.person('Eve')];
    await service.deps.rooms.putModerator(
      room._id,
      { accountId: moderator.id, name: 'Bob', permissions: ['chat', 'shelf'] },
      20,
    );
    for (const person of [moderator, stranger, await service.operator()]) {
      const socket = await person.socket();
      await expect(socket.ask('media:publish-open', { room: room._id })).rejects.toMatchObject(refused('FORBIDDEN'));
    }
    const guest = await service.socket();
    await expect(guest.ask('media:publish-open', { room: room._id })).rejects.toMatchObject(
      refused('SIGN_IN_REQUIRED'),
    );
    await expect(joinMedia(guest)).rejects.toMatchObject(refused('MEDIA_UNAVAILABLE'));

    const { producerId } = await publish(studio);
    await expect.poll(() => viewer.client.snapshot.stage).toBe('on');
    const joined = await joinMedia(guest);
    expect(joined.consumers).toMatchObject([{ producerId, kind: 'video', source: 'camera' }]);
    await guest.ask('media:connect', { room: room._id, session: joined.session, dtlsParameters });
  });

  test('there is nothing to watch before and after the show, except for its staff before', async () => {
    const later = await insertRoom(service, { ownerId: host.id, state: 'scheduled', onAir: undefined });
    await publish(studio, later._id);
    const guest = await service.socket();
    await expect(joinMedia(guest, later._id)).rejects.toMatchObject(refused('NOT_LIVE'));
    expect((await joinMedia(await (await service.operator()).socket(), later._id)).consumers).toHaveLength(1);
    await finishRoom(service.deps, later._id, { state: 'ended' });
    await expect(joinMedia(guest, later._id)).rejects.toMatchObject(refused('NOT_LIVE'));
    await expect(publish(studio, later._id)).rejects.toMatchObject(refused('NOT_LIVE'));
  });

  test('who broadcasts counts as present', async () => {
    const { presence } = service.deps;
    await presence.seeHost(room._id, 1);
    await publish(studio);
    expect(await presence.hostSeenAt(room._id, 1)).toBeGreaterThan(Date.now() - 60_000);
  });

  test('a session is used by its own account, from whichever connection', async () => {
    const { session } = await publish(studio);
    const again = await host.socket();
    studio.close();
    await again.ask('media:publish-stats', { room: room._id, session });
    expect(stageOf()!.state).toBe('on');

    const ann = await service.person('Ann');
    const annSocket = await ann.socket();
    const joined = await joinMedia(annSocket);
    const inSession = { room: room._id, session: joined.session };
    const eve = await (await service.person('Eve')).socket();
    await expect(eve.ask('media:leave', inSession)).rejects.toMatchObject(refused('MEDIA_SESSION_UNKNOWN'));
    await expect(annSocket.ask('media:publish-stats', { room: room._id, session })).rejects.toMatchObject(
      refused('FORBIDDEN'),
    );
    await (await ann.socket()).ask('media:leave', inSession);
    await expect(annSocket.ask('media:leave', inSession)).rejects.toMatchObject(refused('MEDIA_SESSION_UNKNOWN'));
    expect(stageOf()!.viewers).toBe(0);
  });
});

describe('one stage', () => {
  test('a second studio takes over: the first is told, and viewers get the new streams', async () => {
    const first = await publish(studio);
    const viewer = await service.socket();
    const joined = await joinMedia(viewer);
    const second = await host.socket();
    const taken = studio.next('media:republish');
    const closed = viewer.next('media:consumer-closed');
    const consumers = viewer.next('media:consumers');
    const { producerId } = await publish(second);
    expect(await taken).toEqual({ room: room._id, session: first.session, reason: 'taken_over' });
    expect(await closed).toMatchObject({ session: joined.session, consumerId: joined.consumers[0]!.id });
    expect(await consumers).toMatchObject({ session: joined.session, consumers: [{ producerId }] });
    await viewer.ask('media:layers', { room: room._id, session: joined.session, spatial: 0, temporal: 0 });
    await viewer.ask('media:pause', { room: room._id, session: joined.session, kind: 'video', paused: true });
  });

  test('what a page sends wrongly is refused, and harms nothing', async () => {
    const { session } = await studio.ask('media:publish-open', { room: room._id });
    const broken = { ...sending.video, rtpParameters: { ...sending.video.rtpParameters, codecs: [] as never[] } };
    const produce = (what: typeof broken | typeof sending.video) =>
      studio.ask('media:produce', { room: room._id, session, ...what });
    await expect(produce(broken)).rejects.toMatchObject(refused('INVALID_INPUT'));
    const video = sending.video.rtpParameters;
    const foreign = { ...video, codecs: [{ mimeType: 'video/AV9', payloadType: 96, clockRate: 90_000 }] };
    await expect(produce({ ...sending.video, rtpParameters: foreign })).rejects.toMatchObject(
      refused('MEDIA_REJECTED'),
    );
    await produce(sending.video);
  });

  test('it ends with the room, and its place is free', async () => {
    await publish(studio);
    expect(stageOf()).toBeDefined();
    const { redis, keys } = service.deps;
    expect(await redis.get(keys.room(room._id, 'stage'))).toBe('node-a');
    await finishRoom(service.deps, room._id, { state: 'ended' });
    await expect.poll(() => stageOf()).toBeUndefined();
    await expect.poll(() => redis.get(keys.room(room._id, 'stage'))).toBeNull();
  });

  test('a rebuilt log hears of it again', async () => {
    await publish(studio);
    const viewer = await watch(await service.socket(), room._id);
    await expect.poll(() => viewer.client.snapshot.stage).toBe('on');
    const { redis, keys } = service.deps;
    await redis.del(['log', 'seq', 'checkpoint'].map((name) => keys.room(room._id, name)));
    await expect.poll(() => viewer.events.map((event) => event.kind)).toContain('room.reset');
    await expect.poll(() => viewer.client.snapshot.stage).toBe('on');
  });
});

describe('several nodes', () => {
  test('commands reach the stage from any node, notices come back, and a node that leaves sends its people elsewhere', async () => {
    const other = await startService({ namespace, env: { NODE_ID: 'node-b' } });
    const there = await accountSocket(host, other.url);
    await publish(there);
    expect(other.deps.broadcast.media!.findStage(room._id)!.state).toBe('on');
    const guest = await service.socket();
    const joined = await joinMedia(guest);
    expect(stageOf()).toBeUndefined();
    expect(other.deps.broadcast.media!.findStage(room._id)!.viewers).toBe(1);
    const consumers = guest.next('media:consumers');
    await publish(there);
    expect(await consumers).toMatchObject({ session: joined.session });

    const viewer = await watch(await service.socket(), room._id);
    const rejoin = guest.next('media:rejoin');
    await other.close();
    expect(await rejoin).toMatchObject({ room: room._id, session: joined.session });
    await expect.poll(() => viewer.client.snapshot.stage).toBe('reconnecting');
    await publish(studio);
    await expect.poll(() => viewer.client.snapshot.stage).toBe('on');
    expect((await joinMedia(guest)).consumers).toHaveLength(1);
  });

  test('a node that was started again looks after a stage whose place it still has', async () => {
    const other = await startService({ namespace, env: { NODE_ID: 'node-d' } });
    const { redis, keys } = service.deps;
    await redis.set(keys.room(room._id, 'stage'), 'node-a', 'PX', 60_000);
    await publish(await accountSocket(host, other.url));
    expect(stageOf()!.state).toBe('on');
    await finishRoom(service.deps, room._id, { state: 'ended' });
    await expect.poll(() => stageOf()).toBeUndefined();
    await expect.poll(() => redis.get(keys.room(room._id, 'stage'))).toBeNull();
    await other.close();
  });

  test('when the node of a stage is killed, viewers are told and the host goes on elsewhere', async () => {
    const other = await startNode(namespace, {
      NODE_ID: 'node-c',
      AUTH_KEYS: `test:${Buffer.alloc(32, 'test').toString('base64')}`,
      PAYMENT_WEBHOOK_SECRET: 'a secret of the tests',
    });
    const there = await accountSocket(host, other.url);
    await publish(there);
    const guest = await service.socket();
    const joined = await joinMedia(guest);
    const viewer = await watch(await service.socket(), room._id);
    const rejoin = guest.next('media:rejoin');
    await other.kill();
    // The host asks first, or the once-in-five-seconds look finds out: whichever comes first tells everybody.
    await publish(studio);
    expect(await rejoin).toMatchObject({ session: joined.session });
    await expect.poll(() => viewer.client.snapshot.stage).toBe('on');
    expect(stageOf()!.state).toBe('on');
    expect((await joinMedia(guest)).consumers).toHaveLength(1);
  });
});
