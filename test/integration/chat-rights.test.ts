import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RoomRecord } from '#src/rooms/record.ts';
import { insertRoom, watch } from '../support/rooms.ts';
import type { Viewer } from '../support/rooms.ts';
import { startService } from '../support/service.ts';
import type { Client, Person, Service } from '../support/service.ts';

let service: Service;
let [host, moderator, operator]: Person[] = [];
let [hostSocket, moderatorSocket, operatorSocket]: Client[] = [];
let ann: Person;
let annSocket: Client;
let room: RoomRecord;
let viewer: Viewer;

beforeAll(async () => {
  service = await startService();
  [host, moderator, operator] = [
    await service.person('Host'),
    await service.person('Moderator'),
    await service.operator(),
  ];
  [hostSocket, moderatorSocket, operatorSocket] = [
    await host.socket(),
    await moderator.socket(),
    await operator.socket(),
  ];
});
afterAll(() => service.close());
beforeEach(async () => {
  const moderators = [{ accountId: moderator!.id, name: 'Moderator', permissions: ['chat' as const] }];
  room = await insertRoom(service, { ownerId: host!.id, moderators });
  ann = await service.person('Ann');
  annSocket = await ann.socket();
  viewer = await watch(annSocket, room._id);
});

const inRoom = <T extends object>(input: T) => ({ room: room._id, ...input });
const say = (socket: Client, text: string) => socket.ask('chat:say', inRoom({ messageId: service.deps.newId(), text }));
const refused = (code: string, details: object = {}) => ({ body: expect.objectContaining({ code, ...details }) });
const texts = () => viewer.client.snapshot.chat.map((message) => message.text);
const ban = (by: Client, scope: 'show' | 'channel' | 'none', reason?: string) =>
  by.ask('chat:ban', inRoom({ account: ann.id, scope, ...(reason && { reason }) }));
const mute = (by: Client, seconds: number, reason?: string) =>
  by.ask('chat:mute', inRoom({ account: ann.id, seconds, ...(reason && { reason }) }));
const shadow = (by: Client, on: boolean) => by.ask('chat:shadow', inRoom({ account: ann.id, on }));
const forbidden = (work: Promise<unknown>) => expect(work).rejects.toMatchObject(refused('FORBIDDEN'));

describe('a moderator', () => {
  test('removes lines of viewers, not those of host and operators', async () => {
    for (const socket of [annSocket, hostSocket!, operatorSocket!]) await say(socket, 'hello');
    await expect.poll(texts).toHaveLength(3);
    const [viewers, ...others] = viewer.client.snapshot.chat;
    const remove = (by: Client, messageId: string) => by.ask('chat:remove', inRoom({ messageId }));
    for (const { messageId } of others) await forbidden(remove(moderatorSocket!, messageId));
    await remove(moderatorSocket!, viewers!.messageId);
    await remove(hostSocket!, others[1]!.messageId);
    await expect.poll(texts).toHaveLength(1);
    await expect(remove(moderatorSocket!, service.deps.newId())).rejects.toMatchObject(refused('NOT_FOUND'));
  });

  test('bans from this show alone', async () => {
    await forbidden(ban(moderatorSocket!, 'channel'));
    await ban(moderatorSocket!, 'show');
    await expect(say(annSocket, 'why?')).rejects.toMatchObject(refused('CHAT_BANNED'));
  });

  test('lifts and changes what moderators placed, not what the host or an operator did', async () => {
    const rows = async () => (await moderatorSocket!.ask('chat:restraints', { room: room._id })).rows;
    for (const [place, lift] of [
      [(by: Client) => ban(by, 'show'), (by: Client) => ban(by, 'none')],
      [(by: Client) => mute(by, 600), (by: Client) => mute(by, 0)],
      [(by: Client) => shadow(by, true), (by: Client) => shadow(by, false)],
    ] as const) {
      await place(moderatorSocket!);
      expect(await rows()).toMatchObject([{ accountId: ann.id, liftable: true }]);
      await lift(moderatorSocket!);
      await place(hostSocket!);
      expect(await rows()).toMatchObject([{ accountId: ann.id, liftable: false }]);
      await forbidden(lift(moderatorSocket!));
      await forbidden(place(moderatorSocket!));
      await lift(hostSocket!);
      expect(await rows()).toEqual([]);
    }
    await ban(operatorSocket!, 'channel');
    await forbidden(ban(moderatorSocket!, 'none'));
    await forbidden(ban(hostSocket!, 'none'));
    await ban(operatorSocket!, 'none');
    await say(annSocket, 'back');
  });

  test('is told what he may do: one of the shelf alone is none of the chat', async () => {
    const shelf = await service.person('Shelf');
    const entry = { accountId: shelf.id, name: 'Shelf', permissions: ['shelf' as const] };
    const other = await insertRoom(service, { ownerId: host!.id, onAir: undefined, moderators: [entry] });
    const standing = async (socket: Client) => (await socket.ask('room:join', { room: other._id })).standing;
    expect(await standing(await shelf.socket())).toMatchObject({ role: 'moderator', permissions: ['shelf'] });
    expect(await standing(hostSocket!)).toMatchObject({ role: 'host', permissions: ['chat', 'shelf'] });
    expect(await standing(operatorSocket!)).toMatchObject({ role: 'operator', permissions: ['chat'] });
    expect(await standing(annSocket)).toMatchObject({ role: 'viewer', permissions: [] });
    expect(await standing(await service.socket())).toMatchObject({ role: 'guest', permissions: [] });
  });
});

test('who is muted or banned is told why: at once, when talking, and when coming back', async () => {
  const standing = async () => (await annSocket.ask('room:join', { room: room._id })).standing;
  const muted = annSocket.next('chat:muted');
  await mute(moderatorSocket!, 600, 'too many links');
  expect(await muted).toMatchObject({ reason: 'too many links' });
  await expect(say(annSocket, 'why?')).rejects.toMatchObject(
    refused('MUTED', { details: { until: expect.any(String), reason: 'too many links' } }),
  );
  expect(await standing()).toMatchObject({ muteReason: 'too many links' });
  await mute(moderatorSocket!, 600);
  expect(await standing()).not.toHaveProperty('muteReason');
  await mute(moderatorSocket!, 0);
  const banned = annSocket.next('chat:banned');
  await ban(hostSocket!, 'channel', 'sells fakes');
  expect(await banned).toEqual({ room: room._id, scope: 'channel', reason: 'sells fakes' });
  await expect(say(annSocket, 'why?')).rejects.toMatchObject(
    refused('CHAT_BANNED', { details: { scope: 'channel', reason: 'sells fakes' } }),
  );
  expect(await standing()).toMatchObject({ banned: 'channel', banReason: 'sells fakes' });
  const { rows } = await hostSocket!.ask('chat:restraints', { room: room._id });
  expect(rows).toMatchObject([{ kind: 'ban', scope: 'channel', reason: 'sells fakes' }]);
});

describe('marking an own line', () => {
  const mark = (messageId: string, to: 'question' | null) =>
    annSocket.ask('chat:mark', inRoom({ messageId, mark: to }));
  const said = async () => {
    const { message } = await say(annSocket, 'which size?');
    await expect.poll(texts).toHaveLength(1);
    return message.messageId;
  };

  test('is for those who may talk', async () => {
    const messageId = await said();
    await mute(hostSocket!, 600);
    await expect(mark(messageId, 'question')).rejects.toMatchObject(refused('MUTED'));
    await mute(hostSocket!, 0);
    await ban(hostSocket!, 'show');
    await expect(mark(messageId, 'question')).rejects.toMatchObject(refused('CHAT_BANNED'));
    await ban(hostSocket!, 'none');
    await hostSocket!.ask('room:change', inRoom({ mutedAll: true }));
    await expect.poll(() => viewer.client.snapshot.mutedAll).toBe(true);
    await expect(mark(messageId, 'question')).rejects.toMatchObject(refused('ROOM_MUTED'));
    expect(viewer.events.filter(({ kind }) => kind === 'chat.marked')).toEqual([]);
  });

  test('is told when it changes something, and to nobody by a shadowed talker', async () => {
    const messageId = await said();
    await mark(messageId, 'question');
    await expect.poll(() => viewer.client.snapshot.chat[0]?.mark).toBe('question');
    await mark(messageId, 'question');
    await shadow(hostSocket!, true);
    await mark(messageId, null);
    await say(hostSocket!, 'end');
    await expect.poll(texts).toContain('end');
    expect(viewer.events.filter(({ kind }) => kind === 'chat.marked')).toHaveLength(1);
  });
});
