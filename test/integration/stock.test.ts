import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditRoom } from '#src/ledger/audit-room.ts';
import { createOrder } from '#src/orders/create-order.ts';
import { expireHold } from '#src/orders/expire-hold.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { cancelPurchase } from '#src/purchases/cancel-purchase.ts';
import { placePurchase } from '#src/purchases/place-purchase.ts';
import { readStatus } from '#src/purchases/read-status.ts';
import { toOffered } from '#src/shelf/offer.ts';
import { syncItem } from '#src/shelf/sync-item.ts';
import { changeStock } from '#src/stock/add-sku-stock.ts';
import { readStock } from '#src/stock/read-stock.ts';
import { settleRoom } from '#src/stock/settle-room.ts';
import { sweepGates } from '#src/stock/sweep-gates.ts';
import { warmGate } from '#src/stock/warm-gate.ts';
import { expectBalanced } from '../support/ledger.ts';
import { loseRoom, openBench, openSale, refusalOf, rememberRoom, runDue } from '../support/sale.ts';
import type { Bench, Sale } from '../support/sale.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ HOLD_SECONDS: '300' });
});
afterAll(() => bench.close());

/** Buys until the gate refuses; answers how many units were granted. */
async function buyOut(sale: Sale, buyer: Member): Promise<number> {
  let bought = 0;
  for (let tries = 0; tries < 100; tries += 1) {
    const request = sale.request();
    if ((await refusalOf(placePurchase(bench.deps, buyer, request)))?.['code'] === 'SOLD_OUT') return bought;
    // A unit that belongs to somebody already may be refused after all.
    if ((await createOrder(bench.deps, { room: sale.room, ticket: request.ticket })) === 'order') bought += 1;
  }
  throw new Error('the gate never ends');
}

const order = async (sale: Sale, buyer: Member, quantity = 1): Promise<string> => {
  const request = sale.request({ quantity });
  await placePurchase(bench.deps, buyer, request);
  await createOrder(bench.deps, { room: sale.room, ticket: request.ticket });
  return request.ticket;
};

describe('shop stock', () => {
  it('is changed by differences, each once, and never below zero', async () => {
    const { deps } = bench;
    const [skuId, productId, shopId, key] = [deps.newId(), deps.newId(), deps.newId(), deps.newId()];
    const change = (delta: number, name = deps.newId()) =>
      changeStock(deps, { skuId, productId, shopId, delta, key: name });
    await Promise.all(Array.from({ length: 5 }, () => change(10, key)));
    expect((await readStock(deps, [skuId])).get(skuId)).toEqual({ skuId, available: 10, inRooms: 0, received: 10 });
    expect(await refusalOf(change(-11))).toMatchObject({ code: 'STOCK_SHORT', available: 10 });
    await Promise.all([change(-4), change(2), change(-4)]);
    expect((await readStock(deps, [skuId])).get(skuId)).toMatchObject({ available: 4, received: 4 });
    expect((await readStock(deps, [key])).get(key)).toMatchObject({ available: 0, received: 0 });
  });
});

describe('a gate that Redis has lost', () => {
  it('is built from MongoDB before it answers, by one of many callers, and sells no unit twice', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 20, limit: 4 });
    const buyer = await bench.buyer();
    const paid = await order(sale, buyer, 2);
    await deps.orders.markPaid(paid, deps.newId(), new Date());
    await deps.gate.markPaid(sale.room, paid);
    const waiting = await order(sale, buyer, 1);
    await loseRoom(deps, sale.room);

    const buyers = await Promise.all(Array.from({ length: 30 }, () => bench.buyer()));
    const requests = buyers.map(() => sale.request());
    const refusals = await Promise.all(
      buyers.map((each, index) => refusalOf(placePurchase(deps, each, requests[index]!))),
    );
    expect(refusals.filter((refusal) => refusal === undefined)).toHaveLength(17);
    expect(refusals.filter((refusal) => refusal?.['code'] === 'SOLD_OUT')).toHaveLength(13);
    for (const { ticket } of requests) await createOrder(deps, { room: sale.room, ticket });
    // What the buyer had before still counts against the limit, and a hold of before still ends.
    expect(await refusalOf(placePurchase(deps, buyer, sale.request({ quantity: 2 })))).toMatchObject({
      code: 'SOLD_OUT',
    });
    await cancelPurchase(
      deps,
      buyers.find((_, index) => !refusals[index])!,
      requests.find((_, index) => !refusals[index])!.ticket,
    );
    await cancelPurchase(deps, buyer, waiting);
    expect(await refusalOf(placePurchase(deps, buyer, sale.request({ quantity: 3 })))).toMatchObject({
      code: 'SOLD_OUT',
      left: 2,
    });
    expect(await refusalOf(placePurchase(deps, buyer, sale.request({ quantity: 2 })))).toBeUndefined();
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ size: 20, free: 0, held: 18, sold: 2 });
  });

  it('remembers the limit of each buyer', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 20, limit: 4 });
    const buyer = await bench.buyer();
    await order(sale, buyer, 3);
    await loseRoom(deps, sale.room);
    expect(await refusalOf(placePurchase(deps, buyer, sale.request({ quantity: 2 })))).toMatchObject({
      code: 'LIMIT_REACHED',
      bought: 3,
    });
    await expectBalanced(deps, sale.room);
  });

  it('places an accepted ticket again under the same id when it was not durable yet', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 2 });
    const buyer = await bench.buyer();
    const request = sale.request({ quantity: 2 });
    await placePurchase(deps, buyer, request);
    await loseRoom(deps, sale.room);
    expect(await refusalOf(readStatus(deps, buyer, { ticket: request.ticket, room: sale.room }))).toMatchObject({
      code: 'UNKNOWN_TICKET',
    });
    await placePurchase(deps, buyer, request);
    expect(await createOrder(deps, { room: sale.room, ticket: request.ticket })).toBe('order');
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, held: 2 });
  });

  it('finishes the order of a ticket whose units were claimed already', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 3 });
    const buyer = await bench.buyer();
    const request = sale.request({ quantity: 2 });
    await placePurchase(deps, buyer, request);
    const stopped = stopAt(deps, 'insertPlaced');
    await expect(createOrder(stopped, { room: sale.room, ticket: request.ticket })).rejects.toThrow('stopped');
    await loseRoom(deps, sale.room);
    await warmGate(deps, sale.room);
    expect(await deps.gate.listPending(sale.room, Infinity, 10)).toEqual([request.ticket]);
    expect(await placePurchase(deps, buyer, request)).toMatchObject({ quantity: 2 });
    expect(await createOrder(deps, { room: sale.room, ticket: request.ticket })).toBe('order');
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 1, held: 2 });
  });

  it('completes a ticket of which only some units were claimed, well before its hold ends', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 3 });
    const request = sale.request({ quantity: 2 });
    await placePurchase(deps, await bench.buyer(), request);
    const stopped = stopAt(deps, 'insertPlaced');
    await expect(createOrder(stopped, { room: sale.room, ticket: request.ticket })).rejects.toThrow('stopped');
    const [unit] = await deps.stock.units.ofTicket(request.ticket);
    await deps.stock.units.removeOnly(request.ticket, [unit!._id], Date.now() + 1e9);
    await loseRoom(deps, sale.room);
    await warmGate(deps, sale.room);
    expect(await deps.gate.listPending(sale.room, Infinity, 10)).toEqual([request.ticket]);
    expect(await deps.gate.listDue(sale.room, deps.clock.now(), 10)).toEqual([]);
    expect(await createOrder(deps, { room: sale.room, ticket: request.ticket })).toBe('order');
    expect((await deps.orders.find(request.ticket))!.serials).toHaveLength(2);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 1, held: 2 });
  });

  it('keeps the orders that first payments will claim units for until their holds end', async () => {
    const { deps, clock } = bench;
    const sale = await openSale(deps, { units: 3, mode: 'first_paid' });
    const ticket = await order(sale, await bench.buyer());
    await loseRoom(deps, sale.room);
    await warmGate(deps, sale.room);
    expect(await deps.gate.listDue(sale.room, clock.now(), 10)).toEqual([]);
    expect(await deps.gate.listDue(sale.room, clock.now() + 300_000, 10)).toEqual([ticket]);
  });

  it('counts no hold whose payment comes while it is counted', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 6 });
    const [payer, other] = [await bench.buyer(), await bench.buyer()];
    const paid = await order(sale, payer);
    await order(sale, payer, 2);
    const alone = await order(sale, other);
    let isPaid = false;
    const build: typeof deps.gate.build = async (...args) => {
      if (!isPaid) for (const ticket of [paid, alone]) await deps.gate.markPaid(sale.room, ticket);
      isPaid = true;
      return deps.gate.build(...args);
    };
    await warmGate({ ...deps, gate: { ...deps.gate, build } }, sale.room, { force: true });
    const holding = await deps.redis.hgetall(deps.keys.room(sale.room, 'holding'));
    expect(holding).toEqual({ [payer.id]: `1|2|${sale.pool}=2|` });
  });

  it('goes on with a release that was under way', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 4 });
    const buyer = await bench.buyer();
    const tickets = [await order(sale, buyer), await order(sale, buyer)];
    const now = new Date(deps.clock.now());
    for (const ticket of tickets) await deps.orders.markCancelled(ticket, 'user', now);
    // One died before its units were removed, the other after.
    await deps.stock.units.remove(tickets[1]!, Date.now() + 1e9);
    await loseRoom(deps, sale.room);
    await warmGate(deps, sale.room);
    expect(await deps.gate.left(sale.room, [sale.pool])).toEqual([2]);
    await runDue(deps, sale.room);
    expect(await deps.gate.left(sale.room, [sale.pool])).toEqual([4]);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 4 });
  });

  it('is built again when its builder died, and by nobody who has lost his turn', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 3 });
    await loseRoom(deps, sale.room);
    const dead = deps.newId();
    expect(await deps.gate.beginWarming(sale.room, dead, false)).toBe('build');
    expect(await deps.gate.beginWarming(sale.room, deps.newId(), false)).toBe('busy');
    // Redis lets the dead builder's place lapse.
    await deps.redis.del(deps.keys.room(sale.room, 'gate:lock'));
    await warmGate(deps, sale.room);
    expect(await deps.gate.build(sale.room, dead, [['DEL', `free:${sale.pool}`]])).toBe(false);
    expect(await deps.gate.openGate(sale.room, dead, 'open')).toBe(false);
    expect(await buyOut(sale, await bench.buyer())).toBe(3);
    await expectBalanced(deps, sale.room);
  });
});

describe('a Redis that came back without its last moments', () => {
  it('sells no unit twice: a serial given out again is exchanged, and the room is counted anew', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 6 });
    const goBack = await rememberRoom(deps, sale.room);
    const first = await bench.buyer();
    const durable = [await order(sale, first), await order(sale, first), await order(sale, first)];
    await goBack();
    // The gate believes that all six are free; three are not.
    expect(await deps.gate.left(sale.room, [sale.pool])).toEqual([6]);
    const second = await bench.buyer();
    expect(await buyOut(sale, second)).toBe(3);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, held: 6 });
    for (const ticket of durable) expect(await deps.orders.find(ticket)).toMatchObject({ state: 'placed' });
  });

  it('refuses after all what was accepted on units that are gone, and tells the buyer', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 1 });
    const goBack = await rememberRoom(deps, sale.room);
    await order(sale, await bench.buyer());
    await goBack();
    const late = await bench.buyer();
    const request = sale.request();
    await placePurchase(deps, late, request);
    expect(await createOrder(deps, { room: sale.room, ticket: request.ticket })).toBe('void');
    expect(await readStatus(deps, late, { ticket: request.ticket })).toEqual({
      status: 'void',
      ticket: request.ticket,
    });
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, held: 1 });
  });

  it('is noticed by the sweep before anybody buys', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 4 });
    const buyer = await bench.buyer();
    const goBack = await rememberRoom(deps, sale.room);
    const held = await order(sale, buyer);
    await goBack();
    await sweepGates(deps);
    expect(await deps.gate.left(sale.room, [sale.pool])).toEqual([3]);
    bench.clock.pass(301_000);
    await expireHold(deps, { room: sale.room, ticket: held });
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 4 });
  });

  it('does not give back twice what was released in the moments it forgot', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 3 });
    const buyer = await bench.buyer();
    const ticket = await order(sale, buyer);
    const goBack = await rememberRoom(deps, sale.room);
    await cancelPurchase(deps, buyer, ticket);
    const next = await order(sale, await bench.buyer());
    await goBack();
    // Redis believes the cancelled ticket still holds its unit.
    await sweepGates(deps);
    bench.clock.pass(301_000);
    await runDue(deps, sale.room);
    expect((await deps.orders.find(next))?.state).toBe('cancelled');
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 3, held: 0 });
  });
});

describe('the end of a room', () => {
  it('returns what was not sold, once, when the last hold is over', async () => {
    const { deps, clock } = bench;
    const sale = await openSale(deps, { units: 10, stock: 30 });
    const buyer = await bench.buyer();
    const paid = await order(sale, buyer, 3);
    await deps.orders.markPaid(paid, deps.newId(), new Date());
    await deps.gate.markPaid(sale.room, paid);
    await order(sale, buyer, 2);
    await deps.rooms.finish(sale.room, { state: 'ended', at: new Date(clock.now()) });
    expect(await settleRoom(deps, sale.room)).toBe(false);
    clock.pass(60_000);
    // A hold is still open.
    expect(await settleRoom(deps, sale.room)).toBe(false);
    expect(await refusalOf(placePurchase(deps, buyer, sale.request()))).toMatchObject({ code: 'NOT_LIVE' });
    clock.pass(300_000);
    await runDue(deps, sale.room);
    await Promise.allSettled([settleRoom(deps, sale.room), settleRoom(deps, sale.room)]);
    expect(await settleRoom(deps, sale.room)).toBe(true);
    expect((await readStock(deps, [sale.sku])).get(sale.sku)).toMatchObject({
      available: 27,
      inRooms: 0,
      received: 30,
    });
    expect((await deps.stock.skus.find([sale.sku]))[0]).toMatchObject({ sold: 3 });
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ size: 10, sold: 3, returned: 7 });
    expect(await refusalOf(placePurchase(deps, buyer, sale.request()))).toMatchObject({ code: 'NOT_LIVE' });
  });

  it('lets nobody put units on the shelf any more who began before it', async () => {
    const { deps, clock } = bench;
    const sale = await openSale(deps, { units: 4, stock: 4 });
    const { room, product, shop, sku } = sale;
    // Two were begun: of one the units were not moved yet, the other was given up.
    const [late, given] = [deps.newId(), deps.newId()];
    const at = new Date(clock.now());
    const begun = { room, item: deps.newId(), sku, product, shop, size: 2, state: 'opening' as const, at };
    await deps.stock.pools.insert([late, given].map((_id) => ({ ...begun, _id })));
    await deps.stock.skus.bar(sku, given, room);
    await deps.rooms.finish(room, { state: 'ended', at });
    clock.pass(60_000);
    expect(await settleRoom(deps, room)).toBe(true);
    for (const pool of [late, given]) expect(await deps.stock.skus.allocate(sku, pool, room, 2)).toBe('barred');
    expect((await readStock(deps, [sku])).get(sku)).toMatchObject({ available: 4, inRooms: 0 });
    expect((await auditRoom(deps, room)).findings).toEqual([]);
  });

  it('leaves nothing of its draws in Redis', async () => {
    const { deps, clock } = bench;
    const { room, item } = await openSale(deps, { units: 4, mode: 'equal_chance' });
    await deps.windows.commit(await deps.draws.next(room, item, new Date(clock.now())));
    await deps.rooms.finish(room, { state: 'ended', at: new Date(clock.now()) });
    clock.pass(60_000);
    expect(await settleRoom(deps, room)).toBe(true);
    expect(await deps.windows.numberOf(room, item)).toBeUndefined();
  });

  it('is settled also when Redis has lost the room', async () => {
    const { deps, clock } = bench;
    const sale = await openSale(deps, { units: 4, stock: 4 });
    await order(sale, await bench.buyer());
    await deps.rooms.finish(sale.room, { state: 'ended', at: new Date(clock.now()) });
    await loseRoom(deps, sale.room);
    clock.pass(400_000);
    await sweepGates(deps);
    await runDue(deps, sale.room);
    await sweepGates(deps);
    expect((await readStock(deps, [sale.sku])).get(sale.sku)).toMatchObject({ available: 4, inRooms: 0 });
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ returned: 4 });
  });
});

describe('an item that is told to the gate after the end of its room', () => {
  it.each(['as it is', 'lost by Redis'] as const)('brings back no unit, the room being %s', async (how) => {
    const { deps, clock } = bench;
    const sale = await openSale(deps, { units: 4, stock: 4 });
    const buyer = await bench.buyer();
    const late = await order(sale, buyer);
    const sold = await order(sale, buyer, 2);
    await deps.orders.markPaid(sold, deps.newId(), new Date());
    await deps.gate.markPaid(sale.room, sold);
    const before = (await deps.shelf.find(sale.item))!;
    await deps.rooms.finish(sale.room, { state: 'ended', at: new Date(clock.now()) });
    clock.pass(400_000);
    await runDue(deps, sale.room);
    expect(await settleRoom(deps, sale.room)).toBe(true);
    if (how === 'lost by Redis') {
      await loseRoom(deps, sale.room);
      await warmGate(deps, sale.room);
    }
    // One that the end has overtaken, and one that a sweep finds later.
    const stale = { ...before, revision: before.revision + 1 };
    expect(await deps.gate.sync(toOffered(stale, new Map([[sale.pool, 4]])))).toBe('over');
    await deps.shelf.touch([sale.item], new Date());
    await syncItem(deps, sale.item);
    expect(await deps.gate.left(sale.room, [sale.pool])).toEqual([0]);
    const request = { room: sale.room, id: late, until: clock.now() + 60_000, kept: [], count: 1 };
    expect(await deps.gate.take({ ...request, from: 'released', to: 'ordered' })).not.toMatchObject({
      outcome: 'taken',
    });
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, sold: 2, returned: 2 });
  });
});

/** The same dependencies with one step of the orders that dies instead. */
function stopAt(deps: Bench['deps'], step: keyof Bench['deps']['orders']): Bench['deps'] {
  const orders = { ...deps.orders, [step]: () => Promise.reject(new Error('stopped')) };
  return { ...deps, orders };
}
