import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Composed } from '#src/compose.ts';
import { createOrder } from '#src/orders/create-order.ts';
import { expireHold } from '#src/orders/expire-hold.ts';
import { sweepOrders } from '#src/orders/sweep-orders.ts';
import { placePurchase } from '#src/purchases/place-purchase.ts';
import { claimUnits } from '#src/stock/claim-units.ts';
import { returnUnits } from '#src/stock/return-units.ts';
import { settleRoom } from '#src/stock/settle-room.ts';
import { sweepGates } from '#src/stock/sweep-gates.ts';
import { warmGate } from '#src/stock/warm-gate.ts';
import { Died, dieAt } from '../support/die-at.ts';
import { expectBalanced } from '../support/ledger.ts';
import { openBench, openSale } from '../support/sale.ts';
import type { Bench, Sale } from '../support/sale.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

async function sweep(deps: Composed): Promise<void> {
  await sweepOrders(deps);
  await sweepGates(deps);
}

/** A purchase whose ticket is held; `claimLate` is a run that was slow, and died when it had claimed. */
async function openHeld(sale: Sale) {
  const { deps } = bench;
  const request = sale.request();
  const job = { room: sale.room, ticket: request.ticket };
  await placePurchase(deps, await bench.buyer(), request);
  const ticket = (await deps.gate.ticket(sale.room, request.ticket))!;
  return { job, ticket, claimLate: (serials = ticket.serials) => claimUnits(deps, { ...ticket, serials }) };
}

describe('a run that was slow, claimed, and died, and whose job another run has done', () => {
  it('costs nobody the unit of a ticket that was given up', async () => {
    const { deps, clock } = bench;
    const sale = await openSale(deps, { units: 1 });
    const { job, claimLate } = await openHeld(sale);
    await createOrder(deps, job);
    clock.pass(301_000);
    await expireHold(deps, job);
    await claimLate();
    // The next buyer, who was promised this last unit, meets it in other hands and gets it.
    const next = await openHeld(sale);
    expect(await createOrder(deps, next.job)).toBe('order');
    expect((await deps.stock.units.ofTicket(next.job.ticket)).map(({ _id }) => _id)).toHaveLength(1);
    await sweep(deps);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, held: 1 });
  });

  for (const [step, when] of [
    ['orders.markStray', 'before'],
    ['orders.markStray', 'after'],
    ['stock.units.removeOnly', 'after'],
  ] as const)
    it(`costs the next buyer nothing when the run that takes the unit back dies ${when} ${step}`, async () => {
      const { deps, clock } = bench;
      const sale = await openSale(deps, { units: 3 });
      const request = { ...sale.request(), quantity: 3 };
      const first = { room: sale.room, ticket: request.ticket };
      await placePurchase(deps, await bench.buyer(), request);
      const ticket = (await deps.gate.ticket(sale.room, request.ticket))!;
      clock.pass(301_000);
      await expireHold(deps, first);
      await claimUnits(deps, ticket);
      const next = await openHeld(sale);
      await expect(createOrder(dieAt(deps, step, when), next.job)).rejects.toBeInstanceOf(Died);
      await sweep(deps);
      expect(await createOrder(deps, next.job)).toBe('order');
      await sweep(deps);
      await sweep(deps);
      expect(await deps.stock.units.ofTicket(first.ticket)).toEqual([]);
      expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 2, held: 1 });
    });

  it('is not robbed when late money is claiming the unit again', async () => {
    const { deps, clock } = bench;
    const sale = await openSale(deps, { units: 1 });
    const { job, ticket } = await openHeld(sale);
    await createOrder(deps, job);
    clock.pass(301_000);
    await expireHold(deps, job);
    const until = new Date(clock.now() + 60_000);
    expect(await deps.orders.beginReclaim(job.ticket, until)).toBe(true);
    await claimUnits(deps, { ...ticket, until: until.getTime() });
    const next = await openHeld(sale);
    expect(await createOrder(deps, next.job)).toBe('void');
    expect(await deps.stock.units.ofTicket(job.ticket)).toHaveLength(1);
  });

  it('costs nobody the unit it claimed beyond those of the order, from the next count on', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 5 });
    const { job, ticket, claimLate } = await openHeld(sale);
    await createOrder(deps, job);
    await claimLate([(ticket.serials[0]! + 1) % 5]);
    await warmGate(deps, sale.room, { force: true });
    expect(await deps.stock.units.ofTicket(ticket.id)).toHaveLength(1);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 4, held: 1 });
  });

  it('does not make two units sold of one when the room is settled before it is counted', async () => {
    const { deps, clock } = bench;
    const sale = await openSale(deps, { units: 5 });
    const { job, ticket, claimLate } = await openHeld(sale);
    await createOrder(deps, job);
    await deps.orders.markPaid(job.ticket, deps.newId(), new Date(clock.now()));
    await deps.gate.markPaid(sale.room, job.ticket);
    await claimLate([(ticket.serials[0]! + 1) % 5]);
    await deps.rooms.finish(sale.room, { state: 'ended', at: new Date(clock.now()) });
    clock.pass(31_000);
    expect(await settleRoom(deps, sale.room)).toBe(true);
    expect(await deps.stock.pools.find(sale.pool)).toMatchObject({ sold: 1, returned: 4 });
  });
});

describe('a ticket that is released and does not name the unit it has', () => {
  it('leaves no unit nowhere', async () => {
    const { deps, clock } = bench;
    const sale = await openSale(deps, { units: 1 });
    const { job } = await openHeld(sale);
    await createOrder(deps, job);
    // As a slow second run does that believes them to be somebody else's.
    await deps.gate.keepSerials(sale.room, job.ticket, []);
    clock.pass(301_000);
    await expireHold(deps, job);
    await sweep(deps);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 1, held: 0 });
  });

  it('leaves none nowhere either when its release dies after removing it', async () => {
    const { deps, clock } = bench;
    const sale = await openSale(deps, { units: 1 });
    const { job } = await openHeld(sale);
    await createOrder(deps, job);
    await deps.gate.keepSerials(sale.room, job.ticket, []);
    await warmGate(deps, sale.room, { force: true });
    clock.pass(301_000);
    await expect(expireHold(dieAt(deps, 'stock.units.remove', 'after'), job)).rejects.toBeInstanceOf(Died);
    await sweep(deps);
    await sweep(deps);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 1, held: 0 });
  });
});

describe('a mark that units were claimed after the release', () => {
  it('outlives a release that began before it', async () => {
    const { deps, clock } = bench;
    const sale = await openSale(deps, { units: 1 });
    const { job } = await openHeld(sale);
    await createOrder(deps, job);
    clock.pass(301_000);
    await expireHold(deps, job);
    expect(await deps.orders.markStray(job.ticket)).toBe(true);
    await deps.orders.markReleased(job.ticket);
    expect(await deps.orders.find(job.ticket)).toMatchObject({ unreleased: true, stray: true });
    await sweepOrders(deps);
    expect(await deps.orders.find(job.ticket)).not.toHaveProperty('stray');
  });
});

describe('a ticket released while its item is still being put on the shelf, after Redis was lost', () => {
  it('gives the shop nothing, since the units are on their way to the gate', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 3, stock: 5 });
    await deps.mongo.collection<{ _id: string }>('pools').updateOne({ _id: sale.pool }, { $set: { state: 'opening' } });
    await returnUnits(deps, sale.pool);
    expect((await deps.stock.skus.find([sale.sku]))[0]).toMatchObject({ available: 2 });
  });
});

describe('one ticket id in two rooms', () => {
  /** Its order is in the first room; in the second it is held. */
  async function openTwins() {
    const { deps } = bench;
    const [one, two] = [await openSale(deps, { units: 2 }), await openSale(deps, { units: 2 })];
    const buyer = await bench.buyer();
    const request = one.request();
    await placePurchase(deps, buyer, request);
    await placePurchase(deps, buyer, { ...two.request(), ticket: request.ticket });
    const [first, second] = [one, two].map(({ room }) => ({ room, ticket: request.ticket }));
    await createOrder(deps, first!);
    return { one, two, first: first!, second: second! };
  }

  it('is an order in the first, and gives everything back in the second', async () => {
    const { deps } = bench;
    const { one, two, second } = await openTwins();
    expect(await createOrder(deps, second)).toBe('order');
    expect(await expectBalanced(deps, one.room)).toMatchObject({ free: 1, held: 1 });
    expect(await expectBalanced(deps, two.room)).toMatchObject({ free: 2, held: 0 });
  });

  it('gives everything back when a run dies in the middle of it, whatever becomes of the order', async () => {
    const { deps, clock } = bench;
    const { one, two, first, second } = await openTwins();
    await expect(createOrder(dieAt(deps, 'gate.markReleasing', 'after'), second)).rejects.toBeInstanceOf(Died);
    clock.pass(301_000);
    await expireHold(deps, first);
    await expireHold(deps, second);
    expect(await deps.gate.liveTickets(two.room)).toEqual([]);
    expect(await expectBalanced(deps, one.room)).toMatchObject({ free: 2, held: 0 });
    expect(await expectBalanced(deps, two.room)).toMatchObject({ free: 2, held: 0 });
  });

  it('gives back what a run had claimed in the second when it died', async () => {
    const { deps, clock } = bench;
    const { one, two, second } = await openTwins();
    await expect(createOrder(dieAt(deps, 'stock.units.claim', 'after'), second)).rejects.toBeInstanceOf(Died);
    expect(await deps.stock.units.ofTicket(second.ticket)).toHaveLength(2);
    clock.pass(301_000);
    await expireHold(deps, second);
    expect(await deps.stock.units.ofTicket(second.ticket)).toHaveLength(1);
    expect(await expectBalanced(deps, one.room)).toMatchObject({ free: 1, held: 1 });
    expect(await expectBalanced(deps, two.room)).toMatchObject({ free: 2, held: 0 });
  });

  it('keeps the order in the first when the second ends by time', async () => {
    const { deps, clock } = bench;
    const { one, two, first, second } = await openTwins();
    await deps.orders.markPaid(first.ticket, deps.newId(), new Date(clock.now()));
    await deps.gate.markPaid(one.room, first.ticket);
    clock.pass(301_000);
    await expireHold(deps, second);
    expect(await expectBalanced(deps, one.room)).toMatchObject({ free: 1, sold: 1 });
    expect(await expectBalanced(deps, two.room)).toMatchObject({ free: 2, held: 0 });
  });
});
