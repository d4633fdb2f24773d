import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RoomRecord } from '#src/rooms/record.ts';
import { insertRoom, watch } from '../support/rooms.ts';
import { dataOf } from '../support/seller.ts';
import { startService } from '../support/service.ts';
import type { Client, Person, Service } from '../support/service.ts';

let service: Service;
let operator: Person;
let host: Person;
let room: RoomRecord;
let studio: Client;

beforeAll(async () => {
  service = await startService();
  [operator, host] = [await service.operator(), await service.person('Host')];
  studio = await host.socket();
});
afterAll(() => service.close());
beforeEach(async () => {
  room = await insertRoom(service, { ownerId: host.id });
});

const audit = async () => service.deps.audit.list({ limit: 100, subject: room._id });

describe('the wall', () => {
  test('shows every room on air with its numbers and alarms, to operators alone', async () => {
    const paused = await insertRoom(service, { state: 'paused' });
    const over = await insertRoom(service, { state: 'ended', onAir: undefined });
    await (await service.socket()).ask('room:join', { room: room._id });
    await studio.ask('chat:say', { room: room._id, messageId: service.deps.newId(), text: 'hello' });
    const read = async () => dataOf(await operator.http('GET /api/ops/rooms')).rows as any[];
    const rowOf = async (id: string) => (await read()).find((row) => row.room.id === id);
    await expect.poll(async () => (await rowOf(room._id)).stats.viewers).toBe(1);
    const row = await rowOf(room._id);
    expect(row).toMatchObject({
      stage: 'off',
      alarms: ['media_down'],
      stats: { orders: 0, paidAmount: 0, pinned: null },
    });
    expect(row.stats.messagesPerSecond).toBeGreaterThan(0);
    expect(await rowOf(paused._id)).toMatchObject({ alarms: [] });
    expect(await rowOf(over._id)).toBeUndefined();
    // Alarms come first.
    const alarms = (await read()).map((each) => each.alarms.length);
    expect(alarms).toEqual(alarms.toSorted((a, b) => b - a));
    expect((await host.http('GET /api/ops/rooms')).status).toBe(403);
  });

  test('a room’s numbers are for its host, moderators and operators', async () => {
    const stranger = await service.person();
    expect((await stranger.http(`GET /api/rooms/${room._id}/stats`)).status).toBe(403);
    const { stats } = dataOf(await host.http(`GET /api/rooms/${room._id}/stats`));
    expect(stats).toMatchObject({ roomId: room._id, viewers: 0, likes: 0, orders: 0, unitsLeft: 0 });
    expect(await studio.ask('room:stats', { room: room._id })).toEqual(stats);
  });
});

describe('stepping in', () => {
  test('closing tells viewers the reason and the host once, leaves an audit line, and cannot be undone', async () => {
    const viewer = await watch(await service.socket(), room._id);
    const told = studio.next('notification:new', ({ notification }) => notification.subject.id === room._id);
    const close = (reason: string) => operator.http(`POST /api/ops/rooms/${room._id}/close`, { reason });
    expect((await host.http(`POST /api/ops/rooms/${room._id}/close`, { reason: 'not mine to do' })).status).toBe(403);
    dataOf(await close('Counterfeit goods'));
    dataOf(await close('Once more'));
    await expect.poll(() => viewer.client.snapshot.state).toBe('closed');
    expect(viewer.client.snapshot).toMatchObject({ closedReason: 'Counterfeit goods', stage: 'off' });
    expect(await told).toMatchObject({ notification: { kind: 'room_closed', text: 'Counterfeit goods' } });
    const { rows } = dataOf(await host.http('GET /api/me/notifications'));
    expect(rows.filter((row: { subject: { id: string } }) => row.subject.id === room._id)).toHaveLength(1);
    expect((await audit()).map(({ act, reason, actorId }) => ({ act, reason, actorId }))).toEqual([
      { act: 'room.close', reason: 'Counterfeit goods', actorId: operator.id },
    ]);
    await expect(studio.ask('room:resume', { room: room._id })).rejects.toThrow('ROOM_STATE');
    await expect(studio.ask('room:end', { room: room._id })).rejects.toThrow('ROOM_STATE');
    const late = await watch(await service.socket(), room._id);
    expect(late.client.snapshot).toMatchObject({ state: 'closed', closedReason: 'Counterfeit goods' });
  });

  test('a warning appears in the studio and in the audit trail', async () => {
    const warned = studio.next('room:warned', (notice) => notice.room === room._id);
    dataOf(await operator.http(`POST /api/ops/rooms/${room._id}/warn`, { text: 'No contact data, please' }));
    expect(await warned).toMatchObject({ text: 'No contact data, please' });
    expect((await audit()).map(({ act, reason }) => ({ act, reason }))).toEqual([
      { act: 'room.warn', reason: 'No contact data, please' },
    ]);
    const over = await insertRoom(service, { state: 'ended', onAir: undefined });
    const late = await operator.http(`POST /api/ops/rooms/${over._id}/warn`, { text: 'too late' });
    expect(late.body).toMatchObject({ code: 'ROOM_STATE' });
  });

  test('a banned host’s rooms are closed with the account', async () => {
    const bad = await service.person('Bad host');
    const [live, planned] = [
      await insertRoom(service, { ownerId: bad.id }),
      await insertRoom(service, { ownerId: bad.id, state: 'scheduled', onAir: undefined }),
    ];
    const viewer = await watch(await service.socket(), live._id);
    dataOf(await operator.http(`POST /api/ops/accounts/${bad.id}/ban`, { reason: 'Fraud' }));
    await expect.poll(() => viewer.client.snapshot).toMatchObject({ state: 'closed', closedReason: 'Fraud' });
    expect((await service.deps.rooms.find(planned._id))!.state).toBe('closed');
  });

  test('operators moderate any chat and change any room', async () => {
    const socket = await operator.socket();
    const viewer = await watch(await service.socket(), room._id);
    const ann = await service.person('Ann');
    const annSocket = await ann.socket();
    await socket.ask('room:change', { room: room._id, mutedAll: true });
    await expect.poll(() => viewer.client.snapshot.mutedAll).toBe(true);
    await socket.ask('chat:mute', { room: room._id, account: ann.id, seconds: 60 });
    expect(await annSocket.next('chat:muted')).toMatchObject({ room: room._id });
    await expect(socket.ask('room:end', { room: room._id })).rejects.toThrow('FORBIDDEN');
    expect((await audit()).map((entry) => entry.act).toSorted()).toEqual(['chat.mute', 'room.change']);
  });
});
