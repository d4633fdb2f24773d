import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Composed } from '#src/compose.ts';
import { auditAll } from '#src/ledger/audit-all.ts';
import { auditRoom } from '#src/ledger/audit-room.ts';
import type { FindingKind } from '#src/ledger/finding.ts';
import { mendOf } from '#src/ledger/mend.ts';
import { countRoom } from '#src/orders/count-room.ts';
import { createOrder } from '#src/orders/create-order.ts';
import { requestRefund } from '#src/payments/request-refund.ts';
import { startPayment } from '#src/payments/start-payment.ts';
import { applyCapture } from '#src/payments/apply-capture.ts';
import { AppError } from '#src/contract/errors.ts';
import { cancelPurchase } from '#src/purchases/cancel-purchase.ts';
import { placePurchase } from '#src/purchases/place-purchase.ts';
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
  const wish = sale.wish({ quantity });
  await placePurchase(deps, buyer, wish);
  await createOrder(deps, { room: sale.room, ticket: wish.ticket });
  return wish.ticket;
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

/** Applies every mend there is, as `repair --yes` does. */
async function repair(sale: Sale): Promise<void> {
  for (const finding of (await auditRoom(deps, sale.room)).findings) await mendOf(deps, finding)?.apply();
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

describe('what is broken by hand is named, and mended where that is safe', () => {
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
    await placePurchase(deps, await bench.buyer(), sale.wish());
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
    expect(mendOf(deps, finding!)).toBeUndefined();
  });

  it('money without an order goes back', async () => {
    const ticket = await buy(sale);
    await pay(ticket);
    const orders = deps.mongo.collection<{ _id: string }>('orders');
    await orders.updateOne({ _id: ticket }, { $set: { payment: deps.newId() } });
    expect((await kinds(sale)).toSorted()).toEqual(['money.no-order', 'order.no-money']);
    await repair(sale);
    await requestRefund(deps, ticket);
    expect((await deps.payments.latestOf(ticket))!.state).toBe('refunding');
    expect(await kinds(sale)).toEqual(['order.no-money']);
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

describe('on a live system', () => {
  it('never reports what only moved while it was read', async () => {
    const sale = await openSale(deps, { units: 400, stock: 400 });
    const selling = new AbortController();
    const lane = async () => {
      while (!selling.signal.aborted) {
        const buyer = await bench.buyer();
        const wish = sale.wish();
        await placePurchase(deps, buyer, wish);
        await createOrder(deps, { room: sale.room, ticket: wish.ticket });
        await cancelPurchase(deps, buyer, wish.ticket);
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
