import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chatPolicy } from '#src/chat/policy.ts';
import type { RoomRecord } from '#src/rooms/record.ts';
import { insertRoom, watch } from '../support/rooms.ts';
import type { Viewer } from '../support/rooms.ts';
import { startService } from '../support/service.ts';
import type { Client, Person, Service } from '../support/service.ts';

let service: Service;
let host: Person;
let hostSocket: Client;
let [ann, bob]: Person[] = [];
let [annSocket, bobSocket]: Client[] = [];
let room: RoomRecord;
let viewer: Viewer;

beforeAll(async () => {
  service = await startService();
  host = await service.person('Host');
  hostSocket = await host.socket();
});
afterAll(() => service.close());
beforeEach(async () => {
  room = await insertRoom(service, { ownerId: host.id });
  [ann, bob] = [await service.person('Ann'), await service.person('Bob')];
  [annSocket, bobSocket] = [await ann.socket(), await bob.socket()];
  viewer = await watch(await service.socket(), room._id);
});

const inRoom = <T extends object>(input: T) => ({ room: room._id, ...input });
const say = (socket: Client, text: string, more: { replyTo?: string } = {}) =>
  socket.ask('chat:say', inRoom({ messageId: service.deps.newId(), text, ...more }));
const refused = (code: string) => ({ body: expect.objectContaining({ code }) });
const texts = () => viewer.client.snapshot.chat.map((message) => message.text);
const remove = (by: Client, messageId: string) => by.ask('chat:remove', inRoom({ messageId }));
const hold = async () => {
  await hostSocket.ask('room:change', inRoom({ heldForReview: true }));
  await expect.poll(() => viewer.client.snapshot.heldForReview).toBe(true);
};
const held = async () => (await hostSocket.ask('chat:held', { room: room._id })).rows.map((message) => message.text);
const shadow = (on = true) => hostSocket.ask('chat:shadow', inRoom({ account: ann!.id, on }));
const joined = (socket: Client) => socket.ask('room:join', { room: room._id });

describe('a line that waits', () => {
  test('comes without its quote when the quoted line was removed meanwhile', async () => {
    const { message } = await say(annSocket!, 'secret words');
    await expect.poll(texts).toEqual(['secret words']);
    await hold();
    const answers = [await say(bobSocket!, 'gone', { replyTo: message.messageId })];
    await remove(hostSocket, message.messageId);
    await expect.poll(texts).toEqual([]);
    const { message: kept } = await say(hostSocket, 'still here');
    await expect.poll(texts).toEqual(['still here']);
    answers.push(await say(bobSocket!, 'there', { replyTo: kept.messageId }));
    for (const { message: each } of answers)
      await hostSocket.ask('chat:decide', inRoom({ messageId: each.messageId, allow: true }));
    await expect.poll(texts).toEqual(['still here', 'gone', 'there']);
    const [, gone, there] = viewer.client.snapshot.chat;
    expect(gone).not.toHaveProperty('replyTo');
    expect(there).toMatchObject({ replyTo: { text: 'still here' } });
    await service.deps.chat.queue.flush();
    expect(JSON.stringify(await service.deps.chat.archive.tail(room._id, 60))).not.toContain('secret words');
  });

  test('is taken back by its talker alone', async () => {
    await hold();
    const { message } = await say(annSocket!, 'oops');
    await say(annSocket!, 'better');
    await expect(remove(bobSocket!, message.messageId)).rejects.toMatchObject(refused('FORBIDDEN'));
    await remove(annSocket!, message.messageId);
    expect(await held()).toEqual(['better']);
    expect((await joined(annSocket!)).standing.waiting?.map(({ text }) => text)).toEqual(['better']);
    expect(viewer.events.filter(({ kind }) => kind === 'chat.removed')).toEqual([]);
  });

  test('is shown to its talker when he comes back, and to no other', async () => {
    await hold();
    await say(annSocket!, 'mine');
    expect((await joined(annSocket!)).standing.waiting).toMatchObject([{ text: 'mine' }]);
    expect((await joined(bobSocket!)).standing).not.toHaveProperty('waiting');
  });

  test('leaves the queue when its talker is muted or banned', async () => {
    await hold();
    for (const silence of [
      () => hostSocket.ask('chat:mute', inRoom({ account: ann!.id, seconds: 60 })),
      () => hostSocket.ask('chat:ban', inRoom({ account: ann!.id, scope: 'channel' })),
    ]) {
      await hostSocket.ask('chat:mute', inRoom({ account: ann!.id, seconds: 0 }));
      await say(annSocket!, 'one');
      await say(annSocket!, 'two');
      await say(bobSocket!, 'stays');
      await silence();
      expect(new Set(await held())).toEqual(new Set(['stays']));
    }
  });

  test('is refused in words of its own when too many wait, also for a shadowed talker', async () => {
    await hold();
    const { redis, keys } = service.deps;
    const full = Array.from({ length: chatPolicy.heldMax }, (_, count) => [`line ${count}`, '{}']).flat();
    await redis.hset(keys.room(room._id, 'chat:held'), ...full);
    await expect(say(bobSocket!, 'hello?')).rejects.toMatchObject(refused('REVIEW_FULL'));
    await shadow();
    await expect(say(annSocket!, 'hello?')).rejects.toMatchObject(refused('REVIEW_FULL'));
  });
});

describe('a shadowed talker', () => {
  test('removes, marks and answers his own lines as everybody does', async () => {
    await shadow();
    const { message } = await say(annSocket!, 'which size?');
    const { message: answer } = await say(annSocket!, 'the large one', { replyTo: message.messageId });
    expect(answer.replyTo).toMatchObject({ text: 'which size?' });
    await annSocket!.ask('chat:mark', inRoom({ messageId: message.messageId, mark: 'question' as const }));
    expect((await joined(annSocket!)).snapshot.chat[0]).toMatchObject({ text: 'which size?', mark: 'question' });
    await expect(remove(bobSocket!, message.messageId)).rejects.toMatchObject(refused('FORBIDDEN'));
    await remove(annSocket!, message.messageId);
    expect((await joined(annSocket!)).snapshot.chat.map(({ text }) => text)).toEqual(['the large one']);
    await say(hostSocket, 'end');
    await expect.poll(texts).toEqual(['end']);
    expect(viewer.events.filter(({ kind }) => kind === 'chat.marked' || kind === 'chat.removed')).toEqual([]);
  });

  test('waits where everybody waits', async () => {
    await hold();
    await shadow();
    expect(await say(annSocket!, 'buy at my place')).toMatchObject({ waiting: true });
    expect(await say(bobSocket!, 'nice')).toMatchObject({ waiting: true });
    expect(await held()).toEqual(['nice']);
  });

  test('keeps his lines over a catch-up that is answered with a snapshot', async () => {
    await shadow();
    await say(annSocket!, 'buy at my place');
    const behind = { room: room._id, after: 0 };
    const see = async (socket: Client) => {
      const answer = await socket.ask('room:catch-up', behind);
      return answer.how === 'snapshot' && answer.snapshot.chat.map(({ text }) => text);
    };
    for (let time = 0; time < 2; time += 1) {
      expect(await see(annSocket!)).toEqual(['buy at my place']);
      expect(await see(bobSocket!)).toEqual([]);
    }
  });
});
