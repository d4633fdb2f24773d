import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finishRoom } from '#src/rooms/finish-room.ts';
import { readState } from '#src/rooms/read-state.ts';
import { roomPolicy } from '#src/rooms/policy.ts';
import { sweepRooms } from '#src/rooms/sweep-rooms.ts';
import { forgetKeys } from '../support/redis-nodes.ts';
import { insertRoom, watch } from '../support/rooms.ts';
import { dataOf, onePixel, openSeller, stockShelf } from '../support/seller.ts';
import type { Seller } from '../support/seller.ts';
import { startService } from '../support/service.ts';
import type { Client, Service } from '../support/service.ts';

let service: Service;
let seller: Seller;
let host: Client;

beforeAll(async () => {
  service = await startService({ env: { SHOP_AUTO_APPROVE: 'true' } });
  seller = await openSeller(service, { stock: 1_000 });
  host = await seller.host.socket();
});
afterAll(() => service.close());

const refused = (code: string, details: object = {}) => ({ body: expect.objectContaining({ code, ...details }) });
const minutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString();
const stateOf = async (room: string) => (await service.deps.rooms.find(room))!.state;

/** Purchases that were under way at the end get a moment before the units go back. */
const aMinuteLater = () => ({ ...service.deps, clock: { now: () => Date.now() + 60_000 } });

/** A room of the seller's that is ready to go live. */
async function readyRoom(): Promise<string> {
  const room = await seller.schedule();
  await stockShelf(seller, room);
  return room;
}

describe('planning', () => {
  test('a planned room is in the lobby, shown by its card, and can be joined before it starts', async () => {
    const id = await seller.schedule({ title: '早市：新茶', switches: { likes: false } });
    const { rows } = dataOf(await service.http('GET /api/rooms?state=upcoming'));
    expect(rows.map((card: { id: string }) => card.id)).toContain(id);
    const card = dataOf(await service.http(`GET /api/rooms/${id}/card`)).room;
    expect(card).toMatchObject({ id, title: '早市：新茶', state: 'scheduled', channel: { name: 'Host channel' } });
    const viewer = await watch(await service.socket(), id);
    expect(viewer.client.snapshot).toMatchObject({ title: '早市：新茶', state: 'scheduled', shelf: [], stage: 'off' });
    expect(viewer.client.snapshot.switches).toMatchObject({ likes: false, comments: true });
  });

  test('all broken rules are listed at once', async () => {
    const plan = { title: '茶', startsAt: minutes(1), endsAt: minutes(5) };
    const answer = await seller.host.http('POST /api/rooms', plan);
    expect(answer).toMatchObject({ status: 422, body: { code: 'ROOM_RULES' } });
    const rules = answer.body.details.rules.map((each: { rule: string }) => each.rule);
    expect(rules).toEqual(['title_width', 'starts_too_soon', 'too_short']);
  });

  test('without a channel there is no room', async () => {
    const stranger = await service.person();
    const plan = { title: 'Evening tea', startsAt: minutes(30), endsAt: minutes(90) };
    expect((await stranger.http('POST /api/rooms', plan)).body).toMatchObject({ code: 'NO_CHANNEL' });
  });

  test('the cover is a picture of the host’s own', async () => {
    const stranger = await service.person();
    const { id: foreign } = dataOf(await stranger.http('POST /api/files?purpose=picture', onePixel));
    await expect(seller.schedule({ cover: foreign })).rejects.toThrow('NOT_FOUND');
    const { id: cover } = dataOf(await seller.host.http('POST /api/files?purpose=picture', onePixel));
    const id = await seller.schedule({ cover });
    expect(dataOf(await service.http(`GET /api/rooms/${id}/card`)).room.cover).toBe(cover);
  });

  test('a room is moved until it starts, by its host alone', async () => {
    const id = await seller.schedule();
    const viewer = await watch(await service.socket(), id);
    const plan = { startsAt: minutes(60), endsAt: minutes(120) };
    const stranger = await service.person();
    expect(await stranger.http(`PUT /api/rooms/${id}/plan`, plan)).toMatchObject({ status: 403 });
    expect(dataOf(await seller.host.http(`PUT /api/rooms/${id}/plan`, plan)).room.startsAt).toBe(plan.startsAt);
    await expect.poll(() => viewer.client.snapshot.startsAt).toBe(plan.startsAt);
    const bad = await seller.host.http(`PUT /api/rooms/${id}/plan`, { ...plan, endsAt: minutes(61) });
    expect(bad.body).toMatchObject({ code: 'ROOM_RULES', details: { rules: [{ rule: 'too_short' }] } });
    await finishRoom(service.deps, id, { state: 'ended' });
    expect((await seller.host.http(`PUT /api/rooms/${id}/plan`, plan)).body).toMatchObject({ code: 'ROOM_STATE' });
  });

  test('lists come in pages without gap or repeat, the next room first', async () => {
    const mine = await openSeller(service, { name: 'Pager' });
    const starts = [50, 40, 45, 35, 55];
    const ids: string[] = [];
    for (const start of starts)
      ids.push(await mine.schedule({ startsAt: minutes(start), endsAt: minutes(start + 60) }));
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = dataOf(await service.http(`GET /api/rooms?state=upcoming&limit=2${cursor && `&cursor=${cursor}`}`));
      seen.push(...page.rows.map((card: { id: string }) => card.id));
      if (!page.next) break;
      cursor = page.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    const order = [3, 1, 2, 0, 4].map((index) => ids[index]);
    expect(seen.filter((id) => ids.includes(id))).toEqual(order);
    const own = dataOf(await mine.host.http('GET /api/rooms/mine?limit=3'));
    expect(own.rows.map((room: { id: string }) => room.id)).toEqual(ids.toReversed().slice(0, 3));
    expect(own.next).toBe(ids[2]);
  });
});

describe('people', () => {
  test('moderators come by e-mail with permissions, act at once, and go', async () => {
    const id = await seller.schedule();
    const bob = await service.person('Bob');
    const add = (permissions: string[]) =>
      seller.host.http(`POST /api/rooms/${id}/moderators`, { email: bob.email.toUpperCase(), permissions });
    expect((await bob.http(`GET /api/rooms/${id}`)).status).toBe(403);
    const { room } = dataOf(await add(['chat']));
    expect(room.moderators).toEqual([{ accountId: bob.id, name: 'Bob', permissions: ['chat'] }]);
    expect(dataOf(await add(['shelf', 'chat'])).room.moderators).toMatchObject([{ permissions: ['shelf', 'chat'] }]);
    expect((await bob.http(`GET /api/rooms/${id}`)).status).toBe(200);

    const socket = await bob.socket();
    expect((await socket.ask('room:join', { room: id })).standing.role).toBe('moderator');
    await socket.ask('room:change', { room: id, slowModeSeconds: 5 });
    await expect(socket.ask('room:change', { room: id, title: 'Bob’s tea' })).rejects.toMatchObject(
      refused('FORBIDDEN'),
    );
    await expect(socket.ask('room:go-live', { room: id })).rejects.toMatchObject(refused('FORBIDDEN'));

    dataOf(await seller.host.http(`DELETE /api/rooms/${id}/moderators/${bob.id}`));
    await expect(socket.ask('room:change', { room: id, slowModeSeconds: 0 })).rejects.toMatchObject(
      refused('FORBIDDEN'),
    );
    const nobody = { email: 'nobody@test.example', permissions: ['chat'] };
    expect((await seller.host.http(`POST /api/rooms/${id}/moderators`, nobody)).status).toBe(404);
  });
});

describe('the show', () => {
  test('the check lists every failing rule, and going live is refused with the same list', async () => {
    const stranger = await service.person('Newcomer');
    dataOf(await stranger.http('POST /api/channel', { name: 'Empty channel' }));
    const plan = { title: 'Nothing yet', startsAt: minutes(120), endsAt: minutes(180) };
    const { room } = dataOf(await stranger.http('POST /api/rooms', plan));
    const check = dataOf(await stranger.http(`GET /api/rooms/${room.id}/check`));
    const failing = check.lines.filter((line: { ok: boolean }) => !line.ok);
    expect(check.ok).toBe(false);
    expect(failing.map((line: { rule: string }) => line.rule)).toEqual([
      'schedule',
      'shop_linked',
      'shop_open',
      'shelf_not_empty',
    ]);
    expect(failing[0].details.from).toBe(new Date(Date.parse(plan.startsAt) - roomPolicy.goLiveEarlyMs).toISOString());
    const socket = await stranger.socket();
    await expect(socket.ask('room:go-live', { room: room.id })).rejects.toMatchObject(
      refused('CHECK_FAILED', { details: { lines: failing } }),
    );
  });

  test('goes live, pauses, goes on and ends; viewers see each step, and a repeat changes nothing', async () => {
    const id = await readyRoom();
    const viewer = await watch(await service.socket(), id);
    const stepTo = async (command: 'room:go-live' | 'room:pause' | 'room:resume' | 'room:end', state: string) => {
      await host.ask(command, { room: id });
      await host.ask(command, { room: id });
      await expect.poll(() => viewer.client.snapshot.state).toBe(state);
      expect(await stateOf(id)).toBe(state);
    };
    await expect(host.ask('room:pause', { room: id })).rejects.toMatchObject(refused('ROOM_STATE'));
    await stepTo('room:go-live', 'live');
    expect(viewer.client.snapshot.startedAt).toBeDefined();
    expect(dataOf(await service.http('GET /api/rooms')).rows.map((card: { id: string }) => card.id)).toContain(id);
    await stepTo('room:pause', 'paused');
    await stepTo('room:resume', 'live');
    await stepTo('room:end', 'ended');
    expect(viewer.client.snapshot).toMatchObject({ stage: 'off', pinned: null });
    expect(viewer.client.snapshot.shelf).toHaveLength(1);
    await expect(host.ask('room:go-live', { room: id })).rejects.toMatchObject(refused('ROOM_STATE'));
    await expect(host.ask('room:change', { room: id, title: 'Too late' })).rejects.toMatchObject(refused('ROOM_STATE'));
    // The shelf stays readable for those who come later.
    expect((await watch(await service.socket(), id)).client.snapshot.shelf).toHaveLength(1);
  });

  test('units that were not sold are back in the shop when the show is over', async () => {
    const own = await openSeller(service, { stock: 20, name: 'Returner' });
    const stock = async () => {
      const { product } = dataOf(await own.host.http(`GET /api/products/${own.productId}`));
      return product.stock[0];
    };
    const id = await own.schedule();
    await stockShelf(own, id, 5);
    expect(await stock()).toMatchObject({ available: 15, inRooms: 5 });
    const studio = await own.host.socket();
    await studio.ask('room:go-live', { room: id });
    await studio.ask('room:end', { room: id });
    await sweepRooms(aMinuteLater());
    expect(await stock()).toMatchObject({ available: 20, inRooms: 0 });
    expect((await service.deps.rooms.find(id))!.settledAt).toBeInstanceOf(Date);
  });

  test('one live room per channel, however many start at the same moment', async () => {
    const ids = await Promise.all(Array.from({ length: 4 }, readyRoom));
    const outcomes = await Promise.allSettled(ids.map((room) => host.ask('room:go-live', { room })));
    const won = outcomes.flatMap((outcome, index) => (outcome.status === 'fulfilled' ? [ids[index]!] : []));
    expect(won).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(refused('CHANNEL_LIVE'));
    }
    const states = await Promise.all(ids.map(stateOf));
    expect(states.filter((state) => state === 'live')).toHaveLength(1);
    await host.ask('room:end', { room: won[0]! });
    const second = ids.find((room) => room !== won[0])!;
    await host.ask('room:go-live', { room: second });
    await host.ask('room:end', { room: second });
  });

  test('a title is changed live under the same rule as before', async () => {
    const id = await seller.schedule();
    const viewer = await watch(await service.socket(), id);
    await expect(host.ask('room:change', { room: id, title: 'tea' })).rejects.toMatchObject(refused('ROOM_RULES'));
    await host.ask('room:change', { room: id, title: 'Evening tea', switches: { share: false } });
    await expect.poll(() => viewer.client.snapshot.title).toBe('Evening tea');
    expect(viewer.client.snapshot.switches).toMatchObject({ share: false, likes: true });
  });

  test('changes at the same moment all arrive', async () => {
    const id = await seller.schedule();
    const viewer = await watch(await service.socket(), id);
    const names = ['likes', 'shelf', 'comments', 'replay', 'share'] as const;
    await Promise.all(names.map((name) => host.ask('room:change', { room: id, switches: { [name]: false } })));
    const off = Object.fromEntries(names.map((name) => [name, false]));
    await expect.poll(() => viewer.client.snapshot.switches).toMatchObject(off);
    const last = await service.deps.roomLog.lastSeq(id);
    await viewer.reaches(last!);
    expect(viewer.client.snapshot.switches).toMatchObject(off);
  });
});

test('a show whose Redis forgets everything goes on by itself: state, shelf, pin, stock and selling', async () => {
  const own = await openSeller(service, { stock: 20, name: 'Survivor' });
  const id = await own.schedule();
  const item = await stockShelf(own, id, 5);
  const studio = await own.host.socket();
  await studio.ask('room:go-live', { room: id });
  await studio.ask('shelf:pin', { room: id, item });
  const buyer = await service.person('Buyer');
  dataOf(
    await buyer.http('PUT /api/me/address', { name: 'Ann', phone: '13800000000', region: 'Shanghai', street: '1' }),
  );
  const socket = await buyer.socket();
  const viewer = await watch(socket, id);
  const buy = () => {
    const { skus, priceVersion } = viewer.client.snapshot.shelf[0]!;
    const request = { room: id, item, sku: skus[0]!.skuId, quantity: 1, priceVersion };
    return socket.ask('purchase:place', { ...request, ticket: service.deps.newId() });
  };
  const left = () => viewer.client.snapshot.shelf[0]?.skus[0]?.left;
  await buy();
  await expect.poll(left).toBe(4);

  const { redis, config } = service.deps;
  await forgetKeys(redis, `${config.REDIS_PREFIX}:*`);
  await expect.poll(() => viewer.events.map((event) => event.kind)).toContain('room.reset');
  await expect.poll(() => viewer.client.snapshot.state).toBe('live');
  expect(viewer.client.snapshot.pinned).toMatchObject({ itemId: item });
  // The first purchase had no durable order yet: its unit is free again, and the buyer would ask and place it anew.
  await expect.poll(left).toBe(5);
  await buy();
  await expect.poll(left).toBe(4);
  await studio.ask('room:pause', { room: id });
  await expect.poll(() => viewer.client.snapshot.state).toBe('paused');
  await expect(buy()).rejects.toMatchObject(refused('NOT_LIVE'));
});

describe('sweeping', () => {
  const now = Date.now();
  test('ends rooms past their end and rooms whose host has gone, and lets the others be', async () => {
    const past = await insertRoom(service, { endsAt: new Date(now - roomPolicy.endGraceMs - 1_000) });
    const inGrace = await insertRoom(service, { endsAt: new Date(now - 1_000) });
    const missed = await insertRoom(service, { state: 'scheduled', onAir: undefined, endsAt: new Date(now - 1_000) });
    const left = await insertRoom(service);
    await service.deps.presence.seeHost(left._id, now - roomPolicy.hostAbsentMs - 1_000);
    const unknown = await insertRoom(service);
    await sweepRooms(service.deps);
    const states = await Promise.all([past, inGrace, missed, left, unknown].map((room) => stateOf(room._id)));
    expect(states).toEqual(['ended', 'live', 'ended', 'ended', 'live']);
  });

  test('completes a state that was written but not told', async () => {
    const room = await insertRoom(service, { state: 'scheduled', onAir: undefined });
    await service.deps.rooms.goLive(room._id, new Date());
    expect((await readState(service.deps, room._id))!.state).toBe('scheduled');
    await sweepRooms(service.deps);
    expect((await readState(service.deps, room._id))!.state).toBe('live');
    await service.deps.rooms.finish(room._id, { state: 'ended', at: new Date() });
    await sweepRooms(service.deps);
    expect((await readState(service.deps, room._id))!.state).toBe('ended');
    await sweepRooms(aMinuteLater());
    expect((await service.deps.rooms.find(room._id))!.settledAt).toBeInstanceOf(Date);
  });
});
