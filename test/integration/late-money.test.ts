import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOrder } from '#src/orders/create-order.ts';
import { expireHold } from '#src/orders/expire-hold.ts';
import { releaseStrays } from '#src/orders/release-strays.ts';
import { releaseOrder } from '#src/orders/release-order.ts';
import { sweepOrders } from '#src/orders/sweep-orders.ts';
import { applyCapture } from '#src/payments/apply-capture.ts';
import type { PaymentRecord } from '#src/payments/payment.ts';
import { placePurchase } from '#src/purchases/place-purchase.ts';
import { settleRoom } from '#src/stock/settle-room.ts';
import { warmGate } from '#src/stock/warm-gate.ts';
import { Died, dieAt } from '../support/die-at.ts';
import type { Step } from '../support/die-at.ts';
import { expectBalanced } from '../support/ledger.ts';
import { loseRoom, openBench, openSale, rememberRoom } from '../support/sale.ts';
import type { Bench } from '../support/sale.ts';
import { standStillAt } from '../support/stand-still.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

async function insertPayment({ deps }: Bench, order: string): Promise<PaymentRecord> {
  const at = new Date(deps.clock.now());
  const facts = { buyer: deps.newId(), shop: deps.newId(), amount: 1, currency: 'CNY', provider: 'sandbox' };
  const payment = { _id: deps.newId(), order, attempt: 1, state: 'captured', at, changedAt: at, ...facts } as const;
  await deps.payments.insert(payment);
  return payment;
}

describe('a release that stands still while late money claims the units again', () => {
  it('leaves the paid order its units when it goes on', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 2 });
    const buyer = await bench.buyer();
    const request = sale.request({ quantity: 2 });
    const job = { room: sale.room, ticket: request.ticket };
    await placePurchase(deps, buyer, request);
    await createOrder(deps, job);
    bench.clock.pass(301_000);
    const slow = standStillAt(deps, 'remove');
    const expiry = expireHold(slow.deps, job);
    await slow.reached;
    expect(await applyCapture(deps, await insertPayment(bench, request.ticket))).toBe('paid');
    slow.goOn();
    await expiry;
    expect(await deps.orders.find(request.ticket)).toMatchObject({ state: 'paid' });
    expect(await deps.stock.units.ofTicket(request.ticket)).toHaveLength(2);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, sold: 2 });
    // Counted anew, nobody may find them free.
    await warmGate(deps, sale.room, { force: true });
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, sold: 2 });
  });

  it('leaves them also to an order that was late to claim what the first run still had', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 1 });
    const buyer = await bench.buyer();
    const request = sale.request();
    const job = { room: sale.room, ticket: request.ticket };
    await placePurchase(deps, buyer, request);
    const before = (await deps.gate.ticket(sale.room, request.ticket))!;
    await createOrder(deps, job);
    bench.clock.pass(301_000);
    await expireHold(deps, job);
    // A worker that read the ticket while it was held claims its unit only now, before the late money does.
    const {
      id: ticket,
      pool,
      room,
      account,
      item,
      serials,
      until,
      at,
      sku,
      quantity,
      version,
      price,
      seq,
      pinned,
    } = before;
    const hold = { sku, quantity, version, price, until: new Date(until), at: new Date(at), seq, pinned };
    const unit = { _id: `${pool}:${serials[0]}`, pool, room, ticket, buyer: account, item, at: new Date(at), hold };
    expect(await deps.stock.units.claim([unit])).toEqual([]);
    expect(await applyCapture(deps, await insertPayment(bench, ticket))).toBe('paid');
    // It finds that its ticket was decided against, and gives up what it claimed for the first hold.
    await deps.stock.units.remove(ticket, until);
    expect(await deps.stock.units.ofTicket(ticket)).toHaveLength(1);
    await expectBalanced(deps, sale.room);
  });
});

/** A buyer's units whose hold has run out, in a room that is over and may be settled. */
async function openEnded({ deps, clock, buyer }: Bench, { live = false } = {}) {
  const sale = await openSale(deps, { units: 5, stock: 5 });
  const request = sale.request({ quantity: 2 });
  const job = { room: sale.room, ticket: request.ticket };
  await placePurchase(deps, await buyer(), request);
  await createOrder(deps, job);
  clock.pass(301_000);
  await expireHold(deps, job);
  if (live) return { sale, ticket: request.ticket };
  await deps.rooms.finish(sale.room, { state: 'ended', at: new Date(clock.now()) });
  clock.pass(31_000);
  return { sale, ticket: request.ticket };
}

describe('a slow run that gives up units of a ticket placed again after Redis had lost it', () => {
  it('leaves those that late money has claimed meanwhile', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 1 });
    const buyer = await bench.buyer();
    const request = sale.request();
    const job = { room: sale.room, ticket: request.ticket };
    await placePurchase(deps, buyer, request);
    await createOrder(deps, job);
    bench.clock.pass(301_000);
    await expireHold(deps, job);
    await loseRoom(deps, sale.room);
    await placePurchase(deps, buyer, request);
    const again = (await deps.gate.ticket(sale.room, request.ticket))!;
    await createOrder(deps, job);
    const decided = (await deps.orders.find(request.ticket))!;
    expect(decided).toMatchObject({ state: 'cancelled' });
    expect(await applyCapture(deps, await insertPayment(bench, request.ticket))).toBe('paid');
    // The slow run had read all that before.
    await releaseStrays(deps, decided, again.until);
    await warmGate(deps, sale.room, { force: true });
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, sold: 1 });
  });
});

describe('a sweep that is far behind', () => {
  it('leaves an order alone that late money has claimed units for since it was listed', async () => {
    const { deps, clock } = bench;
    const sale = await openSale(deps, { units: 1 });
    const request = sale.request();
    const job = { room: sale.room, ticket: request.ticket };
    await placePurchase(deps, await bench.buyer(), request);
    await createOrder(deps, job);
    clock.pass(301_000);
    await expect(expireHold(dieAt(deps, 'orders.markReleased', 'before'), job)).rejects.toBeInstanceOf(Died);
    const listed = (await deps.orders.find(request.ticket))!;
    expect(await releaseOrder(deps, listed)).toBe(true);
    const payment = await insertPayment(bench, request.ticket);
    const dying = dieAt(deps, 'orders.markPaidLate', 'before');
    await expect(applyCapture(dying, payment)).rejects.toBeInstanceOf(Died);
    clock.pass(19_000);
    const slow = standStillAt(deps, 'markPaidLate');
    const paying = applyCapture(slow.deps, payment);
    await slow.reached;
    clock.pass(2_000);
    await sweepOrders({
      ...deps,
      orders: { ...deps.orders, listUnreleased: async () => [listed], listOverdue: async () => [] },
    });
    slow.goOn();
    expect(await paying).toBe('paid');
    await warmGate(deps, sale.room, { force: true });
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, sold: 1 });
  });
});

describe('money that comes while a room is being settled', () => {
  const steps: Step[] = [
    'stock.pools.beginSettling',
    'gate.seal',
    'stock.skus.settle',
    'stock.pools.settle',
    'gate.forget',
  ];
  it.each(steps)('takes no unit that goes back to the shop (a death after %s)', async (step) => {
    const { deps } = bench;
    const { sale, ticket } = await openEnded(bench);
    await expect(settleRoom(dieAt(deps, step, 'after'), sale.room)).rejects.toBeInstanceOf(Died);
    expect(await applyCapture(deps, await insertPayment(bench, ticket))).toBe('refund');
    expect(await settleRoom(deps, sale.room)).toBe(true);
    expect((await deps.stock.skus.find([sale.sku]))[0]).toMatchObject({ available: 5, sold: 0, received: 5 });
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ sold: 0, returned: 5 });
  });

  it('takes none either when Redis comes back from before the room was settled', async () => {
    const { deps } = bench;
    const { sale, ticket } = await openEnded(bench);
    const comeBack = await rememberRoom(deps, sale.room);
    expect(await settleRoom(deps, sale.room)).toBe(true);
    await comeBack();
    expect(await applyCapture(deps, await insertPayment(bench, ticket))).toBe('refund');
    expect((await deps.stock.skus.find([sale.sku]))[0]).toMatchObject({ available: 5, sold: 0 });
    expect(await deps.stock.units.ofTicket(ticket)).toEqual([]);
  });

  it('takes none either when Redis was lost meanwhile and the gate is built anew', async () => {
    const { deps } = bench;
    const { sale, ticket } = await openEnded(bench);
    await expect(settleRoom(dieAt(deps, 'stock.skus.settle', 'after'), sale.room)).rejects.toBeInstanceOf(Died);
    await loseRoom(deps, sale.room);
    expect(await applyCapture(deps, await insertPayment(bench, ticket))).toBe('refund');
    expect(await settleRoom(deps, sale.room)).toBe(true);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ sold: 0, returned: 5 });
  });
});

describe('late money that stands still until its hold is over', () => {
  it.each(['claim', 'markPaidLate'] as const)('pays nothing when it goes on (before %s)', async (step) => {
    const { deps, clock } = bench;
    const { sale, ticket } = await openEnded(bench);
    const slow = standStillAt(deps, step);
    const capture = applyCapture(slow.deps, await insertPayment(bench, ticket));
    await slow.reached;
    expect(await settleRoom(deps, sale.room)).toBe(false);
    clock.pass(60_000);
    await expireHold(deps, { room: sale.room, ticket });
    expect(await settleRoom(deps, sale.room)).toBe(true);
    slow.goOn();
    expect(await capture).toBe('refund');
    expect(await deps.orders.find(ticket)).toMatchObject({ state: 'cancelled' });
    expect((await deps.stock.skus.find([sale.sku]))[0]).toMatchObject({ available: 5, sold: 0 });
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ sold: 0, returned: 5 });
  });

  it('stays refused when units come free before its job runs again', async () => {
    const { deps } = bench;
    const { sale, ticket } = await openEnded(bench, { live: true });
    const payment = await insertPayment(bench, ticket);
    const others = Array.from({ length: 5 }, () => ({ room: sale.room, request: sale.request() }));
    for (const { room, request } of others) {
      await placePurchase(deps, await bench.buyer(), request);
      await createOrder(deps, { room, ticket: request.ticket });
    }
    // The worker dies when it has decided and not yet noted that the event is handled.
    expect(await applyCapture(deps, payment)).toBe('refund');
    for (const { room, request } of others) {
      expect(await deps.orders.markCancelled(request.ticket, 'user', new Date())).toBe(true);
      await expireHold(deps, { room, ticket: request.ticket });
    }
    expect(await deps.gate.left(sale.room, [sale.pool])).toEqual([5]);
    expect(await applyCapture(deps, payment)).toBe('refund');
    expect(await deps.orders.find(ticket)).toMatchObject({ state: 'cancelled', cancelReason: 'timeout' });
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 5, sold: 0 });
  });

  it('leaves no unit of its own behind when a second run was given others', async () => {
    const { deps } = bench;
    const { sale, ticket } = await openEnded(bench);
    const payment = await insertPayment(bench, ticket);
    const slow = standStillAt(deps, 'markPaidLate');
    const first = applyCapture(slow.deps, payment).catch((error: Error) => error);
    await slow.reached;
    // Redis without its last second gives the ticket other units.
    const { serials } = (await deps.gate.ticket(sale.room, ticket))!;
    const others = [0, 1, 2, 3, 4].filter((serial) => !serials.includes(serial)).slice(0, 2);
    await deps.gate.keepSerials(sale.room, ticket, others);
    bench.clock.pass(5);
    expect(await applyCapture(deps, payment)).toBe('paid');
    slow.goOn();
    expect(await first).toBe('paid');
    expect(await deps.stock.units.ofTicket(ticket)).toHaveLength(2);
    expect((await deps.orders.find(ticket))!.serials).toEqual(others);
  });

  it('is overtaken by a second run, and one of them pays', async () => {
    const { deps } = bench;
    const { sale, ticket } = await openEnded(bench);
    const payment = await insertPayment(bench, ticket);
    const slow = standStillAt(deps, 'claim');
    const first = applyCapture(slow.deps, payment).catch((error: Error) => error);
    await slow.reached;
    bench.clock.pass(5);
    expect(await applyCapture(deps, payment)).toBe('paid');
    slow.goOn();
    expect(await first).toBe('paid');
    expect(await deps.stock.units.ofTicket(ticket)).toHaveLength(2);
    expect(await settleRoom(deps, sale.room)).toBe(true);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ sold: 2, returned: 3 });
  });
});
