import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Composed } from '#src/compose.ts';
import { auditAll } from '#src/ledger/audit-all.ts';
import { auditPayments } from '#src/ledger/audit-payments.ts';
import { auditRoom } from '#src/ledger/audit-room.ts';
import type { FindingKind } from '#src/ledger/finding.ts';
import { repairOf } from '#src/ledger/repair.ts';
import { countRoom } from '#src/orders/count-room.ts';
import { createOrder } from '#src/orders/create-order.ts';
import { requestRefund } from '#src/payments/request-refund.ts';
import { startPayment } from '#src/payments/start-payment.ts';
import { applyCapture } from '#src/payments/apply-capture.ts';
import { AppError } from '#src/contract/errors.ts';
import { cancelPurchase } from '#src/purchases/cancel-purchase.ts';
import { placePurchase } from '#src/purchases/place-purchase.ts';
import { addUnits } from '#src/shelf/add-units.ts';
import { removeItem } from '#src/shelf/remove-item.ts';
import { settleEvent } from '#src/payments/settle-event.ts';
import type { PaymentEvent } from '#src/contract/purchases.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { settleRoom } from '#src/stock/settle-room.ts';
import { openBench, openSale, runDue, testAddress } from '../support/sale.ts';
import type { Bench, Sale } from '../support/sale.ts';

let bench: Bench;
let deps: Composed;
beforeAll(async () => {
  bench = await openBench({ HOLD_SECONDS: '300' });
  deps = bench.deps;
});
afterAll(() => bench.close());

async function buy(sale: Sale, quantity = 1): Promise<string> {
  const buyer = await bench.buyer();
  const request = sale.request({ quantity });
  await placePurchase(deps, buyer, request);
  await createOrder(deps, { room: sale.room, ticket: request.ticket });
  return request.ticket;
}

/** Paid as by the provider's event, without its way through the queue. */
async function pay(ticket: string): Promise<void> {
  const order = (await deps.orders.find(ticket))!;
  const buyer = { kind: 'member' as const, id: order.buyer, name: 'Buyer', role: 'member' as const, sessionId: 'x' };
  await deps.orders.saveAddress(ticket, testAddress);
  await startPayment(deps, buyer, ticket);
  const payment = (await deps.payments.latestOf(ticket))!;
  await deps.payments.markCaptured(payment._id, new Date(deps.clock.now()));
  await applyCapture(deps, payment);
}

const kinds = async (sale: Sale): Promise<FindingKind[]> =>
  (await auditRoom(deps, sale.room)).findings.map(({ kind }) => kind);

/** Applies every repair there is, as `repair --yes` does. */
async function repair(sale: Sale): Promise<void> {
  for (const finding of (await auditRoom(deps, sale.room)).findings) await repairOf(deps, finding)?.apply();
}

const freeKey = (sale: Sale) => deps.keys.room(sale.room, `free:${sale.pool}`);

describe('a statement', () => {
  it('puts every unit and every fen in one place, over the whole life of a room', async () => {
    const sale = await openSale(deps, { units: 10, stock: 40 });
    await buy(sale, 2);
    const paid = await buy(sale, 3);
    await pay(paid);
    const cancelled = await buy(sale, 1);
    const buyer = { kind: 'member' as const, name: 'B', role: 'member' as const, sessionId: 'x' };
    await cancelPurchase(deps, { ...buyer, id: (await deps.orders.find(cancelled))!.buyer }, cancelled);
    const live = await auditRoom(deps, sale.room);
    expect(live.findings).toEqual([]);
    expect(live.units).toEqual({ size: 10, free: 5, held: 2, sold: 3, returned: 0 });
    expect(live.money).toEqual({ orders: 3, open: 1, paid: 1, captured: 3 * 1_990, refunded: 0, refunding: 0 });

    bench.clock.pass(301_000);
    await runDue(deps, sale.room);
    await deps.rooms.finish(sale.room, { state: 'ended', at: new Date(deps.clock.now()) });
    bench.clock.pass(deps.config.SETTLE_SECONDS * 1000 + 1_000);
    expect(await settleRoom(deps, sale.room)).toBe(true);
    const ended = await auditRoom(deps, sale.room);
    expect(ended.findings).toEqual([]);
    expect(ended.units).toEqual({ size: 10, free: 0, held: 0, sold: 3, returned: 7 });
    expect(await countRoom(deps, sale.room)).toMatchObject({ unitsLeft: 0, unitsSold: 3, unitsReturned: 7 });
    const all = await auditAll(deps);
    expect(all.shops!.findings).toEqual([]);
    expect(all.rooms.map(({ room }) => room)).toContain(sale.room);
  });

  it('of a room that never was is refused', async () => {
    await expect(auditAll(deps, deps.newId())).rejects.toBeInstanceOf(AppError);
  });
});

describe('what is broken by hand is named, and repaired where that is safe', () => {
  let sale: Sale;
  beforeEach(async () => {
    sale = await openSale(deps, { units: 6, stock: 6 });
  });

  it('a unit that is nowhere', async () => {
    const serial = Number(await deps.redis.spop(freeKey(sale)));
    expect((await auditRoom(deps, sale.room)).findings).toEqual([
      { kind: 'unit.nowhere', room: sale.room, pool: sale.pool, serial },
    ]);
    await repair(sale);
    expect(await kinds(sale)).toEqual([]);
  });

  it('a unit that is free and somebody’s', async () => {
    const ticket = await buy(sale);
    const [serial] = (await deps.orders.find(ticket))!.serials;
    await deps.redis.sadd(freeKey(sale), serial!);
    expect((await auditRoom(deps, sale.room)).findings).toEqual([
      { kind: 'unit.twice', room: sale.room, pool: sale.pool, serial, places: ['free', ticket] },
    ]);
    await repair(sale);
    expect(await kinds(sale)).toEqual([]);
  });

  it('a number the pool does not have', async () => {
    await deps.redis.sadd(freeKey(sale), 99);
    expect(await kinds(sale)).toEqual(['unit.outside']);
    await repair(sale);
    expect(await kinds(sale)).toEqual([]);
  });

  it('a unit claimed for nobody', async () => {
    const serial = Number(await deps.redis.spop(freeKey(sale)));
    const hold = { sku: sale.sku, quantity: 1, version: 1, price: 1_990, seq: 1, pinned: false };
    const at = new Date(deps.clock.now());
    await deps.stock.units.claim([
      {
        _id: `${sale.pool}:${serial}`,
        pool: sale.pool,
        room: sale.room,
        ticket: deps.newId(),
        buyer: deps.newId(),
        item: sale.item,
        at,
        hold: { ...hold, at, until: new Date(at.getTime() - 1_000) },
      },
    ]);
    expect(await kinds(sale)).toEqual(['unit.no-order']);
    await repair(sale);
    await runDue(deps, sale.room);
    expect(await kinds(sale)).toEqual([]);
    expect((await auditRoom(deps, sale.room)).units).toMatchObject({ free: 6 });
  });

  it('a unit whose order was decided against', async () => {
    const ticket = await buy(sale);
    const order = (await deps.orders.find(ticket))!;
    const units = await deps.stock.units.ofTicket(ticket);
    const buyer = { kind: 'member' as const, id: order.buyer, name: 'B', role: 'member' as const, sessionId: 'x' };
    await cancelPurchase(deps, buyer, ticket);
    await deps.redis.srem(freeKey(sale), ...order.serials);
    await deps.stock.units.claim(units);
    expect(await kinds(sale)).toEqual(['unit.of-ended-order']);
    await repair(sale);
    expect(await kinds(sale)).toEqual([]);
    expect((await auditRoom(deps, sale.room)).units).toMatchObject({ free: 6 });
  });

  it('a ticket nobody decided about', async () => {
    await placePurchase(deps, await bench.buyer(), sale.request());
    bench.clock.pass(300_000 + 61_000);
    expect(await kinds(sale)).toEqual(['ticket.undecided']);
    await repair(sale);
    expect(await kinds(sale)).toEqual([]);
  });

  it('an order whose unit is another’s', async () => {
    const ticket = await buy(sale);
    const [unit] = await deps.stock.units.ofTicket(ticket);
    await deps.mongo.collection<{ _id: string }>('stock_units').deleteOne({ _id: unit!._id });
    expect(await kinds(sale)).toEqual(['order.unit-missing']);
    const [finding] = (await auditRoom(deps, sale.room)).findings;
    expect(repairOf(deps, finding!)).toBeUndefined();
  });

  it('money without an order goes back', async () => {
    const ticket = await buy(sale);
    await pay(ticket);
    const orders = deps.mongo.collection<{ _id: string }>('orders');
    await orders.updateOne({ _id: ticket }, { $set: { payment: deps.newId() } });
    // Money that has just come is still being applied.
    expect(await kinds(sale)).toEqual(['order.no-money']);
    bench.clock.pass(61_000);
    expect((await kinds(sale)).toSorted()).toEqual(['money.no-order', 'order.no-money']);
    await repair(sale);
    await requestRefund(deps, ticket);
    expect((await deps.payments.latestOf(ticket))!.state).toBe('refunding');
    expect(await kinds(sale)).toEqual(['order.no-money']);
  });

  it('money that an order got after all is left with it', async () => {
    const ticket = await buy(sale);
    await pay(ticket);
    const { payment } = (await deps.orders.find(ticket))!;
    const orders = deps.mongo.collection<{ _id: string }>('orders');
    await orders.updateOne({ _id: ticket }, { $set: { state: 'cancelled' } });
    bench.clock.pass(61_000);
    const found = (await auditRoom(deps, sale.room)).findings.find(({ kind }) => kind === 'money.no-order');
    await orders.updateOne({ _id: ticket }, { $set: { state: 'paid' } });
    expect(await repairOf(deps, found!)!.apply()).toBe(false);
    expect((await deps.payments.find(payment!))!.state).toBe('captured');
    await orders.updateOne({ _id: ticket }, { $set: { state: 'cancelled' } });
    expect(await repairOf(deps, found!)!.apply()).toBe(true);
    expect((await deps.payments.find(payment!))!.state).toBe('refunding');
  });

  it('money of an order that is not there', async () => {
    const ticket = await buy(sale);
    await pay(ticket);
    await deps.mongo.collection<{ _id: string }>('orders').deleteOne({ _id: ticket });
    const { _id: payment } = (await deps.payments.latestOf(ticket))!;
    const mine = async () =>
      (await auditPayments(deps)).findings.filter((each) => 'payment' in each && each.payment === payment);
    const [finding, ...others] = await mine();
    expect(finding).toEqual({ kind: 'money.order-missing', order: ticket, payment, amount: 1_990 });
    expect(others).toEqual([]);
    expect((await auditAll(deps)).findings).toContainEqual(finding);
    await repairOf(deps, finding!)!.apply();
    expect((await deps.payments.find(payment))!.state).toBe('refunding');
    expect(await mine()).toEqual([]);
  });

  it('a paid order with fewer units than were bought', async () => {
    const ticket = await buy(sale, 2);
    await pay(ticket);
    const [serial] = (await deps.orders.find(ticket))!.serials;
    const orders = deps.mongo.collection<{ _id: string }>('orders');
    for (const serials of [[serial], [serial, serial], []]) {
      await orders.updateOne({ _id: ticket }, { $set: { serials } });
      const units = new Set(serials).size;
      const { findings } = await auditRoom(deps, sale.room);
      expect(findings).toEqual([{ kind: 'order.units-short', room: sale.room, order: ticket, units, quantity: 2 }]);
    }
  });

  it('no unpaid order where the first payments claim the units', async () => {
    const open = await openSale(deps, { units: 3, mode: 'first_paid' });
    await buy(open, 2);
    expect(await kinds(open)).toEqual([]);
  });

  it('a ticket whose order nobody makes', async () => {
    const request = sale.request();
    await placePurchase(deps, await bench.buyer(), request);
    bench.clock.pass(61_000);
    expect(await kinds(sale)).toEqual(['ticket.waiting']);
    const queued: string[] = [];
    const queues = {
      ...deps.queues,
      add: async (...[, , , job]: Parameters<typeof deps.queues.add>) => void queued.push(job!.jobId!),
    };
    const [finding] = (await auditRoom(deps, sale.room)).findings;
    await repairOf({ ...deps, queues }, finding!)!.apply();
    expect(queued).toEqual([request.ticket]);
    await createOrder(deps, { room: sale.room, ticket: request.ticket });
    expect(await kinds(sale)).toEqual([]);
  });

  it('another amount than owed, and a refund that stands still', async () => {
    const ticket = await buy(sale);
    await pay(ticket);
    const payments = deps.mongo.collection('payments');
    await payments.updateOne({ order: ticket }, { $set: { amount: 1 } });
    expect(await kinds(sale)).toEqual(['money.amount']);
    await payments.updateOne({ order: ticket }, { $set: { amount: 1_990, state: 'refunding' } });
    await deps.mongo.collection<{ _id: string }>('orders').updateOne({ _id: ticket }, { $set: { state: 'refunding' } });
    bench.clock.pass(16 * 60_000);
    expect(await kinds(sale)).toEqual(['refund.stuck']);
  });

  it('a shop whose units do not add up', async () => {
    const stock = deps.mongo.collection<{ _id: string }>('sku_stock');
    const { matchedCount } = await stock.updateOne({ _id: sale.sku }, { $inc: { available: 1 } });
    expect(matchedCount).toBe(1);
    const wrong = (await auditAll(deps)).findings.filter(({ kind }) => kind === 'sku.sum');
    expect(wrong).toEqual([{ kind: 'sku.sum', sku: sale.sku, received: 6, counted: 7 }]);
    await stock.updateOne({ _id: sale.sku }, { $inc: { available: -1 } });
  });
});

describe('what the provider tells', () => {
  const mine = async (payment: string) =>
    (await auditPayments(deps)).findings.filter((each) => 'payment' in each && each.payment === payment);

  async function tell(over: Partial<PaymentEvent>): Promise<PaymentEvent> {
    const at = new Date(deps.clock.now());
    const money = { paymentId: deps.newId(), intentId: deps.newId(), amount: 500, currency: 'CNY' };
    const event: PaymentEvent = { id: deps.newId(), type: 'payment.captured', at: at.toISOString(), ...money, ...over };
    await deps.payments.insertEvent({ _id: event.id, provider: 'sandbox', event, at });
    return event;
  }

  it('of money that nobody asked for is named, until it has gone back', async () => {
    const event = await tell({});
    await settleEvent(deps, event.id);
    expect(await mine(event.paymentId)).toMatchObject([{ kind: 'event.unmatched', event: event.id, amount: 500 }]);
    const [finding] = await mine(event.paymentId);
    expect(repairOf(deps, finding!)).toBeUndefined();
    const back = await tell({ ...event, id: deps.newId(), type: 'refund.done' });
    await settleEvent(deps, back.id);
    expect(await mine(event.paymentId)).toEqual([]);
  });

  it('of another amount than was asked for is named', async () => {
    const sale = await openSale(deps, { units: 1 });
    const ticket = await buy(sale);
    const buyer = { kind: 'member', name: 'B', role: 'member', sessionId: 'x' } as const;
    const { paymentId } = await startPayment(deps, { ...buyer, id: (await deps.orders.find(ticket))!.buyer }, ticket);
    const event = await tell({ paymentId, amount: 1 });
    await settleEvent(deps, event.id);
    expect(await mine(paymentId)).toMatchObject([{ kind: 'event.unmatched', event: event.id, amount: 1 }]);
  });

  it('and nobody has applied is named after a while, and queued again', async () => {
    const sale = await openSale(deps, { units: 1 });
    const ticket = await buy(sale);
    const buyer = { kind: 'member', name: 'B', role: 'member', sessionId: 'x' } as const;
    const { paymentId } = await startPayment(deps, { ...buyer, id: (await deps.orders.find(ticket))!.buyer }, ticket);
    const event = await tell({ paymentId, amount: 1_990 });
    expect(await mine(paymentId)).toEqual([]);
    bench.clock.pass(61_000);
    const [finding] = await mine(paymentId);
    expect(finding).toMatchObject({ kind: 'event.unhandled', event: event.id, type: 'payment.captured' });
    const queued: unknown[] = [];
    const queues = {
      ...deps.queues,
      add: async (...[, , job]: Parameters<typeof deps.queues.add>) => void queued.push(job),
    };
    expect(await repairOf({ ...deps, queues }, finding!)!.apply()).toBe(true);
    expect(queued).toEqual([{ event: event.id }]);
    await settleEvent(deps, event.id);
    expect(await mine(paymentId)).toEqual([]);
    expect(await repairOf({ ...deps, queues }, finding!)!.apply()).toBe(false);
    expect(queued).toHaveLength(1);
  });
});

describe('on a live system', () => {
  /** Does something once, after the pool was read and before its units are. */
  function meanwhile(act: () => Promise<void>): Composed {
    let isDone = false;
    const freeSerials: typeof deps.gate.freeSerials = async function* (...args) {
      if (!isDone) await act();
      isDone = true;
      yield* deps.gate.freeSerials(...args);
    };
    return { ...deps, gate: { ...deps.gate, freeSerials } };
  }
  const hostOf = ({ seller: id }: Sale): Member => ({ kind: 'member', id, name: 'H', role: 'member', sessionId: 'x' });

  it('a pool that grows while it is read is read again', async () => {
    const sale = await openSale(deps, { units: 5 });
    const { room, item, sku } = sale;
    const growing = meanwhile(() => addUnits(deps, hostOf(sale), { room, item, sku, units: 3, key: deps.newId() }));
    const { findings, moved, units } = await auditRoom(growing, room);
    expect(findings).toEqual([]);
    expect(moved).toBeGreaterThan(0);
    expect(units).toMatchObject({ size: 8, free: 8 });
  });

  it('a pool that leaves the shelf while it is read is read again', async () => {
    const sale = await openSale(deps, { units: 5 });
    await buy(sale, 2);
    const leaving = meanwhile(() => removeItem(deps, hostOf(sale), { room: sale.room, item: sale.item }));
    const { findings, moved, units } = await auditRoom(leaving, sale.room);
    expect(findings).toEqual([]);
    expect(moved).toBeGreaterThan(0);
    expect(units).toMatchObject({ size: 5, held: 2, returned: 3 });
  });

  it('a pool that is being put on the shelf, or is growing, has units on their way', async () => {
    const sale = await openSale(deps, { units: 5 });
    const pools = deps.mongo.collection<{ _id: string }>('pools');
    await pools.updateOne({ _id: sale.pool }, { $set: { state: 'opening' } });
    expect(await kinds(sale)).toEqual([]);
    await deps.redis.spop(freeKey(sale));
    expect(await kinds(sale)).toEqual([]);
    await pools.updateOne({ _id: sale.pool }, { $set: { state: 'open' } });
    expect(await kinds(sale)).toEqual(['unit.nowhere']);
    const other = await openSale(deps, { units: 5 });
    await pools.updateOne({ _id: other.pool }, { $set: { growing: { key: 'k', units: 2, at: new Date() } } });
    await deps.stock.skus.grow(other.sku, other.pool, 2, 'k');
    expect(await kinds(other)).toEqual([]);
    expect((await auditRoom(deps, other.room)).units).toMatchObject({ size: 7, free: 7 });
  });

  it('never reports what only moved while it was read', async () => {
    const sale = await openSale(deps, { units: 400, stock: 400 });
    const selling = new AbortController();
    const lane = async () => {
      while (!selling.signal.aborted) {
        const buyer = await bench.buyer();
        const request = sale.request();
        await placePurchase(deps, buyer, request);
        await createOrder(deps, { room: sale.room, ticket: request.ticket });
        await cancelPurchase(deps, buyer, request.ticket);
      }
    };
    const lanes = Promise.all(Array.from({ length: 8 }, lane));
    for (let round = 0; round < 5; round += 1) {
      const { findings, units } = await auditRoom(deps, sale.room);
      expect(findings).toEqual([]);
      expect(units.free + units.held + units.sold + units.returned).toBe(400);
    }
    selling.abort();
    await lanes;
  });
});
