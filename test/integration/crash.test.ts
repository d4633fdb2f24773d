import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#src/contract/errors.ts';
import { jobs } from '#src/contract/jobs.ts';
import type { PlacePurchase } from '#src/contract/purchases.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { placePurchase } from '#src/purchases/place-purchase.ts';
import { readStatus } from '#src/purchases/read-status.ts';
import { startWorkers } from '#workers/run.ts';
import { draftOrder } from '#src/orders/draft-order.ts';
import { claimUnits } from '#src/stock/claim-units.ts';
import { sweepGates } from '#src/stock/sweep-gates.ts';
import { recountGate, warmGate } from '#src/stock/warm-gate.ts';
import { forgetKeys } from '../support/redis-nodes.ts';
import { expectBalanced, readLedger } from '../support/ledger.ts';
import { openBench, openSale } from '../support/sale.ts';
import type { Bench, Sale } from '../support/sale.ts';
import { startWorkerProcess } from '../support/process.ts';
import type { Program } from '../support/process.ts';

/** How long a machine under load may take to come to rest. */
const REST = { timeout: 60_000, interval: 100 };

let bench: Bench;
let processes: Program[];
beforeEach(async () => {
  processes = [];
  bench = await openBench({ HOLD_SECONDS: '300' });
  // Processes of their own go by the real time.
  bench.deps.clock.now = Date.now;
});
afterEach(async () => {
  await Promise.all(processes.map((each) => each.kill()));
  await bench.close();
});

const startWorker = async (env?: Record<string, string>) => {
  const started = await startWorkerProcess(bench.namespace, env);
  processes.push(started);
  return started;
};

async function ordersOf(sale: Sale) {
  const rows = await bench.deps.mongo.collection('orders').find({ room: sale.room }).toArray();
  return rows.map((row) => ({ id: String(row._id), state: String(row['state']) }));
}

/** Everything of the namespace is gone from Redis, the queues too. */
async function emptyRedis(): Promise<void> {
  await forgetKeys(bench.deps.redis, `*${bench.namespace.REDIS_PREFIX}*`);
}

describe('a worker process killed in the middle of its orders', () => {
  it('leaves every accepted purchase to the next one: each becomes one order', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 1_500, stock: 1_500 });
    // As many as the open holds of one buyer allow.
    const buyers = await Promise.all(Array.from({ length: 140 }, () => bench.buyer()));
    const first = await startWorker();
    const requests = Array.from({ length: 1_400 }, () => sale.request());
    const placing = Promise.all(requests.map((request, index) => placePurchase(deps, buyers[index % 140]!, request)));
    await expect.poll(async () => (await ordersOf(sale)).length, { ...REST, interval: 1 }).toBeGreaterThan(5);
    await first.kill();
    await placing;
    const made = (await ordersOf(sale)).length;
    expect(made).toBeLessThan(requests.length);
    await startWorker();
    await expect.poll(async () => (await deps.gate.listPending(sale.room, Infinity, 10_000)).length, REST).toBe(0);
    const orders = await ordersOf(sale);
    expect(orders.map((order) => order.id).toSorted()).toEqual(requests.map((request) => request.ticket).toSorted());
    expect(new Set(orders.map((order) => order.state))).toEqual(new Set(['placed']));
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 100, held: 1_400 });
  });

  it('is made up for by the sweep when the queue has lost the job', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 3 });
    const buyer = await bench.buyer();
    const request = sale.request();
    // The process dies between the gate and the queue.
    const queues = { ...deps.queues, add: () => Promise.reject(new Error('gone')) };
    await placePurchase({ ...deps, queues }, buyer, request);
    await deps.gate.setActive(sale.room, true);
    await startWorker();
    await expect.poll(() => ordersOf(sale), REST).toEqual([{ id: request.ticket, state: 'placed' }]);
    await expectBalanced(deps, sale.room);
  });
});

describe('a count of the gate that is wanted again at once', () => {
  it('is done by the sweep, so that no unit given up in between stays away', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 3 });
    await recountGate(deps, sale.room, 'the first reason');
    // A worker claims a unit for a ticket that was decided against, and a count meets it before it is given up.
    const serial = 1;
    const ticket = { ...sale.request(), id: deps.newId(), account: deps.newId(), serials: [serial], pool: sale.pool };
    // For a later hold than the one that was decided about, which a count leaves to whoever claimed it.
    const until = deps.clock.now() + 600_000;
    const facts = { version: 1, price: 1, until, at: 1, seq: 1, pinned: false, seen: '', state: 'held' } as const;
    await deps.orders.insertVoid(await draftOrder(deps, { ...ticket, ...facts, until: 1 }));
    await deps.orders.markReleased(ticket.id);
    await claimUnits(deps, { ...ticket, ...facts });
    await warmGate(deps, sale.room, { force: true });
    await deps.stock.units.remove(ticket.id, facts.until);
    await recountGate(deps, sale.room, 'the second reason, too soon after the first');
    expect((await readLedger(deps, sale.room)).problems).toEqual([`${sale.pool}:${serial} is nowhere`]);
    await sweepGates(deps);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 3 });
    expect(await deps.gate.isStale(sale.room)).toBe(false);
  });
});

describe('Redis emptied in the middle of a sale', () => {
  /** A client as ours is: it repeats under the same ticket until it knows, and asks again when it is unknown. */
  async function buy(buyer: Member, request: PlacePurchase): Promise<'order' | 'refused'> {
    for (;;) {
      try {
        await placePurchase(bench.deps, buyer, request);
        const { status } = await readStatus(bench.deps, buyer, { ticket: request.ticket, room: request.room });
        if (status === 'order') return 'order';
        if (status === 'void') return 'refused';
      } catch (error) {
        const code = error instanceof AppError ? error.code : 'unexpected';
        if (code === 'SOLD_OUT') return 'refused';
        if (!['WARMING_UP', 'BUSY', 'UNKNOWN_TICKET'].includes(code)) throw error;
      }
      await pause(20);
    }
  }

  it('sells every unit once, and no client is left without an answer', async () => {
    const { deps } = bench;
    const units = 60;
    const sale = await openSale(deps, { units, stock: units });
    const workers = await startWorkers(deps);
    const buyers = await Promise.all(Array.from({ length: 100 }, () => bench.buyer()));
    const answers = Promise.all(
      buyers.map(async (buyer, index) => {
        await pause(index * 15);
        return buy(buyer, sale.request());
      }),
    );
    for (const wait of [200, 500, 700]) {
      await pause(wait);
      await emptyRedis();
    }
    const outcomes = await answers;
    await expect.poll(async () => (await deps.gate.listPending(sale.room, Infinity, 1_000)).length, REST).toBe(0);
    const placed = (await ordersOf(sale)).filter((order) => order.state === 'placed');
    expect(placed).toHaveLength(units);
    expect(outcomes.filter((outcome) => outcome === 'order').length).toBe(units);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ size: units, free: 0, held: units });
    // The schedules were emptied too, and are there again.
    await expect
      .poll(() => deps.queues.get('sweep').getJobSchedulersCount(), REST)
      .toBe(Object.keys(jobs.sweep).length);
    await workers.close();
  });
});
