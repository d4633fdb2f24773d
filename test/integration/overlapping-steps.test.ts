import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Composed } from '#src/compose.ts';
import { createOrder } from '#src/orders/create-order.ts';
import { expireHold } from '#src/orders/expire-hold.ts';
import { releaseOrder } from '#src/orders/release-order.ts';
import { sweepOrders } from '#src/orders/sweep-orders.ts';
import { applyCapture } from '#src/payments/apply-capture.ts';
import type { PaymentRecord } from '#src/payments/payment.ts';
import { placePurchase } from '#src/purchases/place-purchase.ts';
import { claimUnits } from '#src/stock/claim-units.ts';
import { settleRoom } from '#src/stock/settle-room.ts';
import { sweepGates } from '#src/stock/sweep-gates.ts';
import { warmGate } from '#src/stock/warm-gate.ts';
import { Died, dieAt } from '../support/die-at.ts';
import type { Step } from '../support/die-at.ts';
import { expectBalanced } from '../support/ledger.ts';
import { loseRoom, openBench, openSale } from '../support/sale.ts';
import type { Bench, Sale } from '../support/sale.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

/** A process that stands still just before a step, until it is told to go on. */
function standStillAt(deps: Composed, step: 'remove' | 'claim' | 'markPaidLate' | 'keepSerials' | 'insertPlaced') {
  const reached = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  const wait = <A extends unknown[], R>(run: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      reached.resolve();
      await opened.promise;
      return run(...args);
    };
  };
  const { gate, orders, stock } = deps;
  const slow: Composed = {
    ...deps,
    gate: { ...gate, ...(step === 'keepSerials' && { keepSerials: wait(gate.keepSerials) }) },
    orders: {
      ...orders,
      ...(step === 'markPaidLate' && { markPaidLate: wait(orders.markPaidLate) }),
      ...(step === 'insertPlaced' && { insertPlaced: wait(orders.insertPlaced) }),
    },
    stock: {
      ...stock,
      units: {
        ...stock.units,
        ...(step === 'remove' && { remove: wait(stock.units.remove) }),
        ...(step === 'claim' && { claim: wait(stock.units.claim) }),
      },
    },
  };
  return { deps: slow, reached: reached.promise, goOn: opened.resolve };
}

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
    const wish = sale.wish({ quantity: 2 });
    const job = { room: sale.room, ticket: wish.ticket };
    await placePurchase(deps, buyer, wish);
    await createOrder(deps, job);
    bench.clock.pass(301_000);
    const slow = standStillAt(deps, 'remove');
    const expiry = expireHold(slow.deps, job);
    await slow.reached;
    expect(await applyCapture(deps, await insertPayment(bench, wish.ticket))).toBe('paid');
    slow.goOn();
    await expiry;
    expect(await deps.orders.find(wish.ticket)).toMatchObject({ state: 'paid' });
    expect(await deps.stock.units.ofTicket(wish.ticket)).toHaveLength(2);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, sold: 2 });
    // Counted anew, nobody may find them free.
    await warmGate(deps, sale.room, { force: true });
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, sold: 2 });
  });

  it('leaves them also to an order that was late to claim what the first run still had', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 1 });
    const buyer = await bench.buyer();
    const wish = sale.wish();
    const job = { room: sale.room, ticket: wish.ticket };
    await placePurchase(deps, buyer, wish);
    const before = (await deps.gate.ticket(sale.room, wish.ticket))!;
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

describe('a worker that died with units of a ticket that was given up meanwhile', () => {
  it('leaves them to the next run of its job', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 2 });
    const wish = sale.wish({ quantity: 2 });
    const job = { room: sale.room, ticket: wish.ticket };
    await placePurchase(deps, await bench.buyer(), wish);
    const ticket = (await deps.gate.ticket(sale.room, wish.ticket))!;
    bench.clock.pass(301_000);
    await expireHold(deps, job);
    await claimUnits(deps, ticket);
    expect(await createOrder(deps, job)).toBe('void');
    expect(await deps.stock.units.ofTicket(wish.ticket)).toHaveLength(0);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 2 });
  });
});

describe('a worker that is slow to claim the units of a ticket that is given up meanwhile', () => {
  /** Somebody is given the unit that came back, meets the slow worker's claim on it, and finds no other. */
  async function openMet() {
    const { deps, clock } = bench;
    const sale = await openSale(deps, { units: 1 });
    const [slow, next] = [sale.wish(), sale.wish()];
    const job = { room: sale.room, ticket: slow.ticket };
    await placePurchase(deps, await bench.buyer(), slow);
    const ticket = (await deps.gate.ticket(sale.room, slow.ticket))!;
    clock.pass(301_000);
    await expireHold(deps, job);
    await placePurchase(deps, await bench.buyer(), next);
    await claimUnits(deps, ticket);
    expect(await createOrder(deps, { room: sale.room, ticket: next.ticket })).toBe('void');
    return { sale, job };
  }
  /** A sweep within the interval of counts. */
  const sweep = async (deps: Composed) => {
    await sweepOrders(deps);
    await sweepGates(deps);
  };

  it('costs nobody the unit when its own run gives it up', async () => {
    const { deps } = bench;
    const { sale, job } = await openMet();
    expect(await createOrder(deps, job)).toBe('void');
    await sweep(deps);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 1, held: 0 });
  });

  it('costs nobody the unit when a second release finds it', async () => {
    const { deps } = bench;
    const { sale, job } = await openMet();
    await releaseOrder(deps, (await deps.orders.find(job.ticket))!);
    await sweep(deps);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 1, held: 0 });
  });

  it('costs nobody the unit when its run dies right after giving it up', async () => {
    const { deps } = bench;
    const { sale, job } = await openMet();
    await expect(createOrder(dieAt(deps, 'stock.units.remove', 'after'), job)).rejects.toBeInstanceOf(Died);
    await sweep(deps);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 1, held: 0 });
    expect(await deps.orders.find(job.ticket)).not.toHaveProperty('stray');
  });

  it('costs nobody the unit either when the order was placed before and ran out', async () => {
    const { deps, clock } = bench;
    const sale = await openSale(deps, { units: 1 });
    const [first, next] = [sale.wish(), sale.wish()];
    const job = { room: sale.room, ticket: first.ticket };
    await placePurchase(deps, await bench.buyer(), first);
    const claiming = standStillAt(deps, 'claim');
    const inserting = standStillAt(claiming.deps, 'insertPlaced');
    const run = createOrder(inserting.deps, job);
    await claiming.reached;
    await createOrder(deps, job);
    clock.pass(301_000);
    await expireHold(deps, job);
    await placePurchase(deps, await bench.buyer(), next);
    claiming.goOn();
    await inserting.reached;
    expect(await createOrder(deps, { room: sale.room, ticket: next.ticket })).toBe('void');
    inserting.goOn();
    expect(await run).toBe('order');
    await sweep(deps);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 1, held: 0 });
  });
});

describe('a ticket that lost a unit in the middle of an exchange', () => {
  it('gets its whole quantity from the next run', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 5 });
    const wish = sale.wish({ quantity: 3 });
    await placePurchase(deps, await bench.buyer(), wish);
    const { serials } = (await deps.gate.ticket(sale.room, wish.ticket))!;
    await deps.gate.keepSerials(sale.room, wish.ticket, serials.slice(0, 2));
    await createOrder(deps, { room: sale.room, ticket: wish.ticket });
    expect((await deps.orders.find(wish.ticket))!.serials).toHaveLength(3);
    await warmGate(deps, sale.room, { force: true });
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 2, held: 3 });
  });
});

/** A buyer's units whose hold has run out, in a room that is over and may be settled. */
async function openEnded({ deps, clock, buyer }: Bench, { live = false } = {}) {
  const sale = await openSale(deps, { units: 5, stock: 5 });
  const wish = sale.wish({ quantity: 2 });
  const job = { room: sale.room, ticket: wish.ticket };
  await placePurchase(deps, await buyer(), wish);
  await createOrder(deps, job);
  clock.pass(301_000);
  await expireHold(deps, job);
  if (live) return { sale, ticket: wish.ticket };
  await deps.rooms.finish(sale.room, { state: 'ended', at: new Date(clock.now()) });
  clock.pass(31_000);
  return { sale, ticket: wish.ticket };
}

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
    const outcome = await applyCapture(deps, await insertPayment(bench, ticket));
    // Until the free units are gone there are some to take, and then the room waits for the order.
    expect(outcome).toBe(step === 'stock.pools.beginSettling' ? 'paid' : 'refund');
    expect(await settleRoom(deps, sale.room)).toBe(true);
    const sold = outcome === 'paid' ? 2 : 0;
    expect((await deps.stock.skus.find([sale.sku]))[0]).toMatchObject({ available: 5 - sold, sold, received: 5 });
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ sold, returned: 5 - sold });
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
    const others = Array.from({ length: 5 }, () => ({ room: sale.room, wish: sale.wish() }));
    for (const { room, wish } of others) {
      await placePurchase(deps, await bench.buyer(), wish);
      await createOrder(deps, { room, ticket: wish.ticket });
    }
    // The worker dies when it has decided and not yet noted that the event is handled.
    expect(await applyCapture(deps, payment)).toBe('refund');
    for (const { room, wish } of others) {
      expect(await deps.orders.markCancelled(wish.ticket, 'user', new Date())).toBe(true);
      await expireHold(deps, { room, ticket: wish.ticket });
    }
    expect(await deps.gate.left(sale.room, [sale.pool])).toEqual([5]);
    expect(await applyCapture(deps, payment)).toBe('refund');
    expect(await deps.orders.find(ticket)).toMatchObject({ state: 'cancelled', cancelReason: 'timeout' });
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 5, sold: 0 });
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

describe('an order that two runs make, of units that MongoDB had given to somebody else', () => {
  it('keeps the units of the run that was first, and gives them back at its end', async () => {
    const { deps, clock } = bench;
    const sale = await openSale(deps, { units: 1 });
    const wish = sale.wish();
    const job = { room: sale.room, ticket: wish.ticket };
    await placePurchase(deps, await bench.buyer(), wish);
    const [foreign] = await foreignUnits(sale, wish.ticket);
    // The first run finds the unit taken and takes it off the ticket; then it stands still.
    const slow = standStillAt(deps, 'keepSerials');
    const first = createOrder(slow.deps, job);
    await slow.reached;
    await deps.stock.units.remove(foreign!.ticket, Date.now() + 1e9);
    expect(await createOrder(deps, job)).toBe('order');
    slow.goOn();
    expect(await first).toBe('order');
    expect(await deps.gate.ticket(sale.room, wish.ticket)).toMatchObject({ state: 'ordered', serials: [0] });
    clock.pass(301_000);
    await expireHold(deps, job);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 1, held: 0 });
  });

  /** The ticket's units as if another ticket had claimed them. */
  async function foreignUnits(sale: Sale, id: string) {
    const { deps } = bench;
    const ticket = (await deps.gate.ticket(sale.room, id))!;
    const other = deps.newId();
    const at = new Date();
    const units = ticket.serials.map((serial) => ({
      _id: `${sale.pool}:${serial}`,
      pool: sale.pool,
      room: sale.room,
      ticket: other,
      buyer: other,
      item: sale.item,
      at,
      hold: { sku: sale.sku, quantity: 1, version: 1, price: 1, until: at, at, seq: 1, pinned: false },
    }));
    await deps.stock.units.claim(units);
    return units;
  }
});

describe('a settled room that Redis has lost', () => {
  it('is no trouble for who builds its gate or settles it again', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 3 });
    await deps.rooms.finish(sale.room, { state: 'ended', at: new Date(deps.clock.now()) });
    bench.clock.pass(31_000);
    expect(await settleRoom(deps, sale.room)).toBe(true);
    await loseRoom(deps, sale.room);
    expect(await settleRoom(deps, sale.room)).toBe(true);
    expect(await deps.gate.activeRooms()).not.toContain(sale.room);
  });
});
