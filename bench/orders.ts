import { parseArgs } from 'node:util';
import { Queue, Worker } from 'bullmq';
import type { Processor } from 'bullmq';
import { queuePrefix } from '#src/platform/queues.ts';
import { holdUnits } from '#src/stock/hold-units.ts';
import { orderJobs } from '#workers/orders.ts';
import { workerSettings } from '#workers/run.ts';
import { openBench, openSale } from '../test/support/sale.ts';
import type { Bench } from '../test/support/sale.ts';
import { median, printLine } from './report.ts';
import { startChild } from './rooms/calls.ts';
import { quantile } from './rooms/load.ts';
import { turns } from './rooms/options.ts';

/**
 * Accepted tickets that become durable orders, per second, against a processor that does nothing under the same settings of
 * the queue; then the time of one ticket at half that load. `npm run bench -- orders [--tries 3] [--tickets 3000]`
 */
const { values } = parseArgs({
  options: { tries: { type: 'string', default: '3' }, tickets: { type: 'string', default: '3000' } },
});
const [tries, tickets] = [Number(values.tries), Number(values.tickets)];

/** Tickets the gate has accepted, with no job yet. */
async function accept(bench: Bench, count: number): Promise<Jobs> {
  const { deps } = bench;
  const sale = await openSale(deps, { units: count, stock: count });
  // Each holds less than one buyer may hold.
  const accounts = Array.from({ length: Math.ceil(count / 5) }, () => deps.newId());
  const now = deps.clock.now();
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const { ticket, room, item, sku } = sale.request();
      const account = accounts[index % accounts.length]!;
      const asked = {
        room,
        ticket,
        account,
        item,
        sku,
        quantity: 1,
        version: 1,
        now,
        until: now + 3_600_000,
        seen: '',
      };
      await holdUnits(deps, asked);
      return { room, ticket };
    }),
  );
}

type Jobs = { room: string; ticket: string }[];
type Kind = 'ours' | 'empty';

/** A queue of either kind with a worker for it, which counts what it has completed. */
async function openQueue(bench: Bench, kind: Kind) {
  const { deps } = bench;
  const connection = { connection: deps.redis, prefix: queuePrefix(deps.config.REDIS_PREFIX) };
  const queue = new Queue(kind === 'ours' ? 'orders' : `empty-${deps.newId()}`, connection);
  const create = orderJobs(deps)['order.create'];
  const processor: Processor =
    kind === 'ours' ? (job) => create(job.data, { id: job.id!, attemptsMade: 0, log: deps.log }) : async () => {};
  return {
    queue,
    prefix: connection.prefix,
    startWorker: () => new Worker(queue.name, processor, { ...connection, ...workerSettings('orders') }),
  };
}

/** Resolves with each job's time from being queued to being done, in ms, once so many are. */
function completions(worker: Worker, count: number): Promise<number[]> {
  const times: number[] = [];
  return new Promise((resolve) => {
    worker.on('completed', ({ timestamp }) => {
      times.push(performance.timeOrigin + performance.now() - timestamp);
      if (times.length === count) resolve(times.toSorted((a, b) => a - b));
    });
  });
}

/** Jobs per second when all of them are there already. */
async function runBacklog(bench: Bench, kind: Kind): Promise<number> {
  const { queue, startWorker } = await openQueue(bench, kind);
  const jobs = await accept(bench, tickets);
  for (let at = 0; at < jobs.length; at += 500) {
    const opts = { removeOnComplete: true, removeOnFail: true };
    await queue.addBulk(
      jobs.slice(at, at + 500).map((data) => ({ name: 'order.create', data, opts: { ...opts, jobId: data.ticket } })),
    );
  }
  const start = performance.now();
  const worker = startWorker();
  await completions(worker, jobs.length);
  const rate = (jobs.length / (performance.now() - start)) * 1_000;
  await Promise.all([worker.close(), queue.close()]);
  return rate;
}

/** Times of jobs that another process puts there at an even pace. */
async function runPace(bench: Bench, kind: Kind, jobs: Jobs, perSecond: number): Promise<{ p50: number; p99: number }> {
  const { queue, prefix, startWorker } = await openQueue(bench, kind);
  const adder = await startChild('./adder.ts');
  const worker = startWorker();
  await worker.waitUntilReady();
  const done = completions(worker, jobs.length);
  await adder.ask('add', { queue: queue.name, prefix, jobs, perSecond });
  const times = await done;
  await Promise.all([worker.close(), queue.close(), adder.stop()]);
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

const kinds: [Kind, Kind] = ['ours', 'empty'];
const bench = await openBench({ HOLD_SECONDS: '3600' });
try {
  const rates: Record<Kind, number[]> = { ours: [], empty: [] };
  // Once each that nobody counts: the first jobs of a process cost several times the later ones.
  for (const kind of kinds) await runBacklog(bench, kind);
  for (let attempt = 0; attempt < tries; attempt += 1) {
    for (const kind of turns(...kinds, attempt)) rates[kind].push(await runBacklog(bench, kind));
  }
  const orders = await bench.deps.mongo.collection('orders').countDocuments({ state: 'placed' });
  if (orders !== (1 + tries) * tickets) throw new Error(`${orders} orders of ${(1 + tries) * tickets} tickets`);
  console.table(
    rates.ours.map((rate, index) => ({
      'durable orders/s': Math.round(rate),
      'empty jobs/s': Math.round(rates.empty[index]!),
      ratio: Number((rate / rates.empty[index]!).toFixed(2)),
    })),
  );
  const half = median(rates.ours) / 2;
  const waits: Record<Kind, { p50: number; p99: number }[]> = { ours: [], empty: [] };
  for (let attempt = 0; attempt < tries; attempt += 1) {
    for (const kind of turns(...kinds, attempt))
      waits[kind].push(await runPace(bench, kind, await accept(bench, tickets), half));
  }
  const [ours, empty] = kinds.map((kind) => ({
    p50: median(waits[kind].map(({ p50 }) => p50)),
    p99: median(waits[kind].map(({ p99 }) => p99)),
  })) as [{ p50: number; p99: number }, { p50: number; p99: number }];
  console.log(
    `at half load, ${half.toFixed(0)}/s, from queued to done: ours p50 ${ours.p50.toFixed(1)} p99 ${ours.p99.toFixed(1)} ms, empty p50 ${empty.p50.toFixed(1)} p99 ${empty.p99.toFixed(1)} ms, p99 ratio ${(ours.p99 / empty.p99).toFixed(2)}`,
  );
  printLine({
    bench: 'orders',
    ours: median(rates.ours),
    baseline: median(rates.empty),
    unit: 'accepted tickets made durable orders per second',
  });
} finally {
  await bench.close();
}
process.exit(0);
