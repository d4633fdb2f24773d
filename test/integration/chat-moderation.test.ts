import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RoomRecord } from '#src/rooms/record.ts';
import { warmRoom } from '#src/rooms/warm-room.ts';
import { insertRoom, watch } from '../support/rooms.ts';
import type { Viewer } from '../support/rooms.ts';
import { newNamespace, startService } from '../support/service.ts';
import type { Client, Person, Service } from '../support/service.ts';

let service: Service;
let other: Service;
let host: Person;
let ann: Person;
let room: RoomRecord;
let hostSocket: Client;
let annSocket: Client;
let viewer: Viewer;

beforeAll(async () => {
  const namespace = newNamespace();
  service = await startService({ namespace });
  other = await startService({ namespace });
  [host, ann] = [await service.person('Host'), await service.person('Ann')];
  hostSocket = await host.socket();
});
afterAll(async () => {
  await other.close();
  await service.close();
});
/** The talker is on another node than the host and the viewer. */
beforeEach(async () => {
  room = await insertRoom(service, { ownerId: host.id });
  const { body } = await ann.http('POST /api/auth/socket-token');
  annSocket = await other.socket(body.token);
  viewer = await watch(await service.socket(), room._id);
});

const say = (socket: Client, text: string, more: { replyTo?: string; question?: true } = {}) =>
  socket.ask('chat:say', { room: room._id, messageId: service.deps.newId(), text, ...more });
const refused = (code: string, details: object = {}) => ({ body: expect.objectContaining({ code, ...details }) });
const texts = () => viewer.client.snapshot.chat.map((message) => message.text);
const inRoom = <T extends object>(input: T) => ({ room: room._id, ...input });
/** An order of somebody at the host's that waits for its payment. */
const orderOf = async (buyer: string) => {
  const { newId, orders } = service.deps;
  const [_id, text, now] = [newId(), 'tea', new Date()];
  await orders.insertPlaced({
    _id,
    buyer,
    seller: host.id,
    room: room._id,
    shop: newId(),
    item: newId(),
    product: newId(),
    sku: newId(),
    pool: newId(),
    channelName: text,
    title: text,
    skuName: text,
    serials: [0],
    quantity: 1,
    unitPrice: 1,
    amount: 1,
    placedAt: now,
    holdUntil: now,
    seen: {
      pinned: false,
      priceVersion: 1,
      seq: 1,
      source: 'room',
    },
  });
  return _id;
};
const loseRedis = async () => {
  await service.deps.chat.queue.flush();
  await other.deps.chat.queue.flush();
  const { redis, keys } = service.deps;
  await redis.del(['log', 'seq', 'checkpoint', 'mutes'].map((name) => keys.room(room._id, name)));
  await warmRoom(service.deps, room._id);
};

describe('answers to lines', () => {
  test('a reply quotes the line; the quote goes with the line, also from what survives Redis', async () => {
    const { message } = await say(annSocket, 'x'.repeat(100));
    await expect.poll(texts).toHaveLength(1);
    await say(hostSocket, 'thanks', { replyTo: message.messageId });
    await expect
      .poll(() => viewer.client.snapshot.chat[1]?.replyTo)
      .toEqual({
        messageId: message.messageId,
        name: 'Ann',
        text: `${'x'.repeat(59)}…`,
      });
    await hostSocket.ask('chat:remove', inRoom({ messageId: message.messageId }));
    await expect.poll(texts).toEqual(['thanks']);
    expect(viewer.client.snapshot.chat[0]).not.toHaveProperty('replyTo');
    await loseRedis();
    const [kept] = await service.deps.chat.archive.tail(room._id, 60);
    expect(kept).toMatchObject({ text: 'thanks' });
    expect(kept).not.toHaveProperty('replyTo');
    const { message: late } = await say(annSocket, 'to whom?', { replyTo: message.messageId });
    expect(late).not.toHaveProperty('replyTo');
  });

  test('a question is marked by its talker, ticked by the host, and both survive Redis', async () => {
    const { message } = await say(annSocket, 'which size?', { question: true });
    const { messageId } = message;
    await expect.poll(() => viewer.client.snapshot.chat[0]?.mark).toBe('question');
    await expect(annSocket.ask('chat:mark', inRoom({ messageId, mark: 'answered' as const }))).rejects.toMatchObject(
      refused('FORBIDDEN'),
    );
    await hostSocket.ask('chat:mark', inRoom({ messageId, mark: 'answered' as const }));
    await expect.poll(() => viewer.client.snapshot.chat[0]?.mark).toBe('answered');
    await other.deps.chat.queue.flush();
    expect((await service.deps.chat.archive.tail(room._id, 60))[0]).toMatchObject({ mark: 'answered' });
    await hostSocket.ask('chat:mark', inRoom({ messageId, mark: null }));
    await expect.poll(() => viewer.client.snapshot.chat[0]?.mark).toBeUndefined();
    expect((await service.deps.chat.archive.tail(room._id, 60))[0]).not.toHaveProperty('mark');
  });
});

test('buyers only: others are told why', async () => {
  await hostSocket.ask('room:change', inRoom({ buyersOnly: true }));
  const annView = await watch(annSocket, room._id);
  await expect.poll(() => annView.client.snapshot.buyersOnly).toBe(true);
  await expect(say(annSocket, 'hello?')).rejects.toMatchObject(refused('BUYERS_ONLY'));
  await say(hostSocket, 'buy first');
  const order = await orderOf(ann.id);
  await expect(say(annSocket, 'ordered')).rejects.toMatchObject(refused('BUYERS_ONLY'));
  await service.deps.orders.markPaid(order, service.deps.newId(), new Date());
  await say(annSocket, 'bought');
  await expect.poll(texts).toEqual(['buy first', 'bought']);
});

describe('bans', () => {
  const ban = (scope: 'show' | 'channel' | 'none', by = hostSocket) =>
    by.ask('chat:ban', inRoom({ account: ann.id, scope }));

  test('a ban holds on every node, is told, survives Redis, and is lifted', async () => {
    await expect(ban('show', annSocket)).rejects.toMatchObject(refused('FORBIDDEN'));
    const told = annSocket.next('chat:banned');
    await ban('show');
    expect(await told).toEqual({ room: room._id, scope: 'show' });
    await expect(say(annSocket, 'why?')).rejects.toMatchObject(refused('CHAT_BANNED', { details: { scope: 'show' } }));
    expect((await annSocket.ask('room:join', { room: room._id })).standing).toMatchObject({ banned: 'show' });
    await loseRedis();
    await expect(say(annSocket, 'why?')).rejects.toMatchObject(refused('CHAT_BANNED'));
    const { rows } = await hostSocket.ask('chat:restraints', { room: room._id });
    expect(rows).toEqual([{ accountId: ann.id, name: 'Ann', kind: 'ban', scope: 'show', liftable: true }]);
    await ban('none');
    await say(annSocket, 'thanks');
    expect((await hostSocket.ask('chat:restraints', { room: room._id })).rows).toEqual([]);
  });

  test('a ban from the channel holds in its other rooms and in later ones, not in those of others', async () => {
    const of = { ownerId: host.id, channelId: room.channelId, state: 'paused' as const, onAir: undefined };
    const second = await insertRoom(service, of);
    await ban('channel');
    const later = await insertRoom(service, of);
    const elsewhere = await insertRoom(service, { ownerId: host.id });
    const sayIn = (where: RoomRecord) =>
      annSocket.ask('chat:say', { room: where._id, messageId: service.deps.newId(), text: 'hi' });
    for (const where of [room, second, later]) {
      await expect(sayIn(where)).rejects.toMatchObject(refused('CHAT_BANNED', { details: { scope: 'channel' } }));
    }
    await sayIn(elsewhere);
    await ban('none');
    for (const where of [room, second, later]) await sayIn(where);
  });
});

test('a shadowed talker alone sees his lines, also when he comes back', async () => {
  await hostSocket.ask('chat:shadow', inRoom({ account: ann.id, on: true }));
  const { message, waiting } = await say(annSocket, 'buy at my place');
  expect(waiting).toBeUndefined();
  await say(hostSocket, 'hello');
  await expect.poll(texts).toEqual(['hello']);
  const back = await annSocket.ask('room:join', { room: room._id });
  expect(back.snapshot.chat.map(({ text }) => text)).toEqual(['buy at my place', 'hello']);
  expect(back.standing).not.toHaveProperty('banned');
  await expect(
    hostSocket.ask('chat:report', inRoom({ messageId: message.messageId, reason: 'spam' })),
  ).rejects.toMatchObject(refused('NOT_FOUND'));
  await hostSocket.ask('chat:shadow', inRoom({ account: ann.id, on: false }));
  await say(annSocket, 'back');
  await expect.poll(texts).toEqual(['hello', 'back']);
});

describe('held for review', () => {
  const decide = (messageId: string, allow: boolean, by = hostSocket) =>
    by.ask('chat:decide', inRoom({ messageId, allow }));

  test('lines wait for a moderator; what is let through is said once, what is refused never', async () => {
    await hostSocket.ask('room:change', inRoom({ heldForReview: true }));
    const annView = await watch(annSocket, room._id);
    await expect.poll(() => annView.client.snapshot.heldForReview).toBe(true);
    const changed = hostSocket.next('chat:held-changed');
    const first = await say(annSocket, 'nice tea');
    expect(first.waiting).toBe(true);
    expect(await changed).toEqual({ room: room._id });
    const second = await say(annSocket, 'bad tea');
    expect((await annSocket.ask('room:join', { room: room._id })).standing.waiting).toHaveLength(2);
    await expect(annSocket.ask('chat:held', { room: room._id })).rejects.toMatchObject(refused('FORBIDDEN'));
    const { rows } = await hostSocket.ask('chat:held', { room: room._id });
    expect(rows.map(({ text }) => text)).toEqual(['nice tea', 'bad tea']);

    const told = annSocket.next('chat:decided');
    await decide(first.message.messageId, true);
    expect(await told).toEqual({ room: room._id, messageId: first.message.messageId, allowed: true });
    await decide(second.message.messageId, false);
    await expect(decide(first.message.messageId, true)).rejects.toMatchObject(refused('NOT_FOUND'));
    await say(hostSocket, 'end');
    await expect.poll(texts).toEqual(['nice tea', 'end']);
    await service.deps.chat.queue.flush();
    expect((await service.deps.chat.archive.tail(room._id, 60)).map(({ text }) => text)).toEqual(['nice tea', 'end']);
  });
});

test('however many lines wait, moderators are told at most once a second, the last time of all of them', async () => {
  await hostSocket.ask('room:change', inRoom({ heldForReview: true }));
  const bob = await watch(await (await service.person('Bob')).socket(), room._id);
  await expect.poll(() => bob.client.snapshot.heldForReview).toBe(true);
  let [told, listed] = [0, 0];
  const begun = performance.now();
  hostSocket.raw.on('chat:held-changed', ({ room: where }: { room: string }) => {
    if (where !== room._id) return;
    told += 1;
    void hostSocket.ask('chat:held', { room: room._id }).then(({ rows }) => (listed = rows.length));
  });
  for (let count = 0; count < 20; count += 1) await say(bob.socket, `line ${count}`);
  await expect.poll(() => listed, { timeout: 10_000 }).toBe(20);
  expect(told).toBeLessThanOrEqual(Math.ceil((performance.now() - begun) / 1000) + 1);
});

describe('reports', () => {
  const decision = (messageId: string) => `/api/ops/chat-reports/${room._id}/${messageId}/decision`;

  test('a reported line is removed and its author banned by an operator, once; the report keeps its words', async () => {
    const operator = await service.operator();
    const { message } = await say(annSocket, 'send me money');
    const { messageId } = message;
    await expect.poll(texts).toHaveLength(1);
    await expect(annSocket.ask('chat:report', inRoom({ messageId, reason: 'spam' }))).rejects.toMatchObject(
      refused('FORBIDDEN'),
    );
    for (const reason of ['fraud', 'fraud', 'spam'] as const) {
      await hostSocket.ask('chat:report', inRoom({ messageId, reason }));
    }
    const list = async () => (await operator.http('GET /api/ops/chat-reports')).body.rows;
    const mine = async () => (await list()).filter((row: { roomId: string }) => row.roomId === room._id);
    expect(await mine()).toMatchObject([
      { message: { text: 'send me money' }, reporters: 1, reasons: ['fraud', 'spam'] },
    ]);
    expect((await host.http('GET /api/ops/chat-reports')).status).toBe(403);
    expect((await operator.http(`POST ${decision(messageId)}`, { decision: 'ban' })).status).toBe(200);
    expect(await mine()).toEqual([]);
    await expect.poll(texts).toEqual([]);
    await expect(say(annSocket, 'again')).rejects.toMatchObject(
      refused('CHAT_BANNED', { details: { scope: 'channel' } }),
    );
    expect((await operator.http(`POST ${decision(messageId)}`, { decision: 'dismiss' })).status).toBe(409);
  });

  test('what a removed line said stays in the CSV for operators alone', async () => {
    const operator = await service.operator();
    const { message } = await say(annSocket, 'secret-words');
    await hostSocket.ask('chat:remove', inRoom({ messageId: message.messageId }));
    const csv = async (by: Person) => (await by.http(`GET /api/rooms/${room._id}/chat.csv`)).body.toString();
    expect(await csv(operator)).toMatch(/secret-words,yes/);
    const hosts = await csv(host);
    expect(hosts).not.toContain('secret-words');
    expect(hosts).toMatch(/Ann,viewer,,yes/);
  });
});

describe('words', () => {
  test('a host keeps words and answers for all shows', async () => {
    const kit = { words: ['brother'], answers: [{ title: 'Shipping', text: 'Ships on Monday' }] };
    expect((await host.http('PUT /api/chat/kit', kit)).body).toEqual({ kit });
    const viewerSocket = await ann.socket();
    await expect(say(viewerSocket, 'ask my ＢＲＯＴＨＥＲ')).rejects.toMatchObject(refused('WORD_REFUSED'));
    await host.http('PUT /api/chat/kit', { words: [], answers: [] });
    await say(viewerSocket, 'ask my brother');
  });

  test('the operators’ list is theirs to change and reaches other nodes', async () => {
    const operator = await service.operator();
    const { words } = (await operator.http('GET /api/ops/chat-words')).body;
    expect((await host.http('PUT /api/ops/chat-words', { words: [] })).status).toBe(403);
    await operator.http('PUT /api/ops/chat-words', { words: [...words, 'sesame'] });
    other.deps.chat.words.forget();
    await expect(say(annSocket, 'sesame')).rejects.toMatchObject(refused('WORD_REFUSED'));
    await operator.http('PUT /api/ops/chat-words', { words });
    other.deps.chat.words.forget();
    await say(annSocket, 'sesame');
  });
});
