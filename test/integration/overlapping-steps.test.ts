import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Composed } from '#src/compose.ts';
import { createOrder } from '#src/orders/create-order.ts';
import { expireHold } from '#src/orders/expire-hold.ts';
import { releaseOrder } from '#src/orders/release-order.ts';
import { sweepOrders } from '#src/orders/sweep-orders.ts';
import { placePurchase } from '#src/purchases/place-purchase.ts';
import { claimUnits } from '#src/stock/claim-units.ts';
import { settleRoom } from '#src/stock/settle-room.ts';
import { sweepGates } from '#src/stock/sweep-gates.ts';
import { warmGate } from '#src/stock/warm-gate.ts';
import { Died, dieAt } from '../support/die-at.ts';
import { expectBalanced } from '../support/ledger.ts';
import { loseRoom, openBench, openSale } from '../support/sale.ts';
import type { Bench, Sale } from '../support/sale.ts';
import { standStillAt } from '../support/stand-still.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());
describe('a worker that died with units of a ticket that was given up meanwhile', () => {
  it('leaves them to the next run of its job', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 2 });
    const request = sale.request({ quantity: 2 });
    const job = { room: sale.room, ticket: request.ticket };
    await placePurchase(deps, await bench.buyer(), request);
    const ticket = (await deps.gate.ticket(sale.room, request.ticket))!;
    bench.clock.pass(301_000);
    await expireHold(deps, job);
    await claimUnits(deps, ticket);
    expect(await createOrder(deps, job)).toBe('void');
    expect(await deps.stock.units.ofTicket(request.ticket)).toHaveLength(0);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 2 });
  });
});

describe('a worker that is slow to claim the units of a ticket that is given up meanwhile', () => {
  /** Somebody is given the last unit, which came back, meets the slow worker's claim on it, and gets it all the same. */
  async function openMet() {
    const { deps, clock } = bench;
    const sale = await openSale(deps, { units: 1 });
    const [slow, next] = [sale.request(), sale.request()];
    const job = { room: sale.room, ticket: slow.ticket };
    await placePurchase(deps, await bench.buyer(), slow);
    const ticket = (await deps.gate.ticket(sale.room, slow.ticket))!;
    clock.pass(301_000);
    await expireHold(deps, job);
    await placePurchase(deps, await bench.buyer(), next);
    await claimUnits(deps, ticket);
    expect(await createOrder(deps, { room: sale.room, ticket: next.ticket })).toBe('order');
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
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, held: 1 });
  });

  it('costs nobody the unit when a second release finds it', async () => {
    const { deps } = bench;
    const { sale, job } = await openMet();
    await releaseOrder(deps, (await deps.orders.find(job.ticket))!);
    await sweep(deps);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, held: 1 });
  });

  it('costs nobody the unit when its run dies right after giving it up', async () => {
    const { deps } = bench;
    const { sale, job } = await openMet();
    await expect(createOrder(dieAt(deps, 'stock.units.remove', 'after'), job)).rejects.toBeInstanceOf(Died);
    await sweep(deps);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, held: 1 });
    expect(await deps.orders.find(job.ticket)).not.toHaveProperty('stray');
  });

  it('costs nobody the unit either when the order was placed before and ran out', async () => {
    const { deps, clock } = bench;
    const sale = await openSale(deps, { units: 1 });
    const [first, next] = [sale.request(), sale.request()];
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
    expect(await createOrder(deps, { room: sale.room, ticket: next.ticket })).toBe('order');
    inserting.goOn();
    expect(await run).toBe('order');
    await sweep(deps);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, held: 1 });
  });
});

describe('two runs of a job that meet the unit a slow run claimed for a ticket given up', () => {
  it('make one order of it', async () => {
    const { deps, clock } = bench;
    const sale = await openSale(deps, { units: 1 });
    const [slow, next] = [sale.request(), sale.request()];
    await placePurchase(deps, await bench.buyer(), slow);
    const ticket = (await deps.gate.ticket(sale.room, slow.ticket))!;
    clock.pass(301_000);
    await expireHold(deps, { room: sale.room, ticket: slow.ticket });
    await placePurchase(deps, await bench.buyer(), next);
    await claimUnits(deps, ticket);
    const job = { room: sale.room, ticket: next.ticket };
    const asking = standStillAt(deps, 'owners');
    const first = createOrder(asking.deps, job);
    await asking.reached;
    const inserting = standStillAt(deps, 'insertPlaced');
    const second = createOrder(inserting.deps, job);
    await inserting.reached;
    asking.goOn();
    expect(await first).toBe('order');
    inserting.goOn();
    expect(await second).toBe('order');
    await sweepOrders(deps);
    await sweepGates(deps);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, held: 1 });
  });
});

describe('a ticket that lost a unit in the middle of an exchange', () => {
  it('gets its whole quantity from the next run', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 5 });
    const request = sale.request({ quantity: 3 });
    await placePurchase(deps, await bench.buyer(), request);
    const { serials } = (await deps.gate.ticket(sale.room, request.ticket))!;
    await deps.gate.keepSerials(sale.room, request.ticket, serials.slice(0, 2));
    await createOrder(deps, { room: sale.room, ticket: request.ticket });
    expect((await deps.orders.find(request.ticket))!.serials).toHaveLength(3);
    await warmGate(deps, sale.room, { force: true });
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 2, held: 3 });
  });
});

describe('an order that two runs make, of units that MongoDB had given to somebody else', () => {
  it('keeps the units of the run that was first, and gives them back at its end', async () => {
    const { deps, clock } = bench;
    const sale = await openSale(deps, { units: 1 });
    const request = sale.request();
    const job = { room: sale.room, ticket: request.ticket };
    await placePurchase(deps, await bench.buyer(), request);
    const [foreign] = await foreignUnits(sale, request.ticket);
    // The first run finds the unit taken and takes it off the ticket; then it stands still.
    const slow = standStillAt(deps, 'keepSerials');
    const first = createOrder(slow.deps, job);
    await slow.reached;
    await deps.stock.units.remove(foreign!.ticket, Date.now() + 1e9);
    expect(await createOrder(deps, job)).toBe('order');
    slow.goOn();
    expect(await first).toBe('order');
    expect(await deps.gate.ticket(sale.room, request.ticket)).toMatchObject({ state: 'ordered', serials: [0] });
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

describe('a ticket that Redis lost while a worker made its order, and that was placed again', () => {
  /** The slow worker goes on with the units of before; the ticket has another one now. */
  async function openTwice() {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 5 });
    const buyer = await bench.buyer();
    const request = sale.request();
    const job = { room: sale.room, ticket: request.ticket };
    await placePurchase(deps, buyer, request);
    const slow = standStillAt(deps, 'claim');
    const first = createOrder(slow.deps, job);
    await slow.reached;
    const [before] = (await deps.gate.ticket(sale.room, request.ticket))!.serials;
    await loseRoom(deps, sale.room);
    await placePurchase(deps, buyer, request);
    await deps.gate.keepSerials(sale.room, request.ticket, [(before! + 1) % 5]);
    const again = (await deps.gate.ticket(sale.room, request.ticket))!;
    const finish = async () => {
      slow.goOn();
      expect(await first).toBe('order');
    };
    return { sale, job, before: before!, again, finish };
  }
  async function expectOne(sale: Sale, ticket: string, serial: number): Promise<void> {
    const { deps } = bench;
    expect((await deps.stock.units.ofTicket(ticket)).map((unit) => unit._id)).toEqual([`${sale.pool}:${serial}`]);
    expect(await deps.gate.ticket(sale.room, ticket)).toMatchObject({ state: 'ordered', serials: [serial] });
    await sweepGates(deps);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 4, held: 1 });
  }

  it('has the units of its order, and gives up those that another worker had claimed when it died', async () => {
    const { sale, job, before, again, finish } = await openTwice();
    await claimUnits(bench.deps, again);
    await finish();
    await expectOne(sale, job.ticket, before);
  });

  it('gives them up also when they were claimed after the order was made', async () => {
    const { sale, job, before, again, finish } = await openTwice();
    await finish();
    await claimUnits(bench.deps, again);
    expect(await createOrder(bench.deps, job)).toBe('order');
    await expectOne(sale, job.ticket, before);
  });
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
