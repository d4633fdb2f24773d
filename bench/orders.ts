import { parseArgs } from 'node:util';
import { Queue, Worker } from 'bullmq';
import { queuePrefix } from '#src/platform/queues.ts';
import { holdUnits } from '#src/stock/hold-units.ts';
import { orderJobs } from '#workers/orders.ts';
import { workerSettings } from '#workers/run.ts';
import { openBench, openSale } from '../test/support/sale.ts';
import type { Bench } from '../test/support/sale.ts';
import { median, printLine } from './report.ts';

/**
 * Accepted tickets that become durable orders, per second, against a processor that does nothing under the same settings of
 * the queue; then the time of one ticket at half that load. `npm run bench -- orders [--tries 3] [--tickets 3000]`
 */
const { values } = parseArgs({
  options: { tries: { type: 'string', default: '3' }, tickets: { type: 'string', default: '3000' } },
});
const [tries, tickets] = [Number(values.tries), Number(values.tickets)];

/** Tickets the gate has accepted, with no job yet. */
async function accept(bench: Bench, count: number): Promise<{ room: string; ticket: string }[]> {
  const { deps } = bench;
  const sale = await openSale(deps, { units: count, stock: count });
  // Each holds less than one buyer may hold.
  const accounts = Array.from({ length: Math.ceil(count / 5) }, () => deps.newId());
  const now = deps.clock.now();
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const { ticket, room, item, sku } = sale.wish();
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

/** Runs the jobs of a queue to their end; answers jobs per second and each one's time from being added, in ms. */
async function run(bench: Bench, name: 'ours' | 'empty', jobs: { room: string; ticket: string }[], perSecond?: number) {
  const { deps } = bench;
  const queue = name === 'ours' ? deps.queues.get('orders') : new Queue(`empty-${deps.newId()}`, connectionOf(bench));
  const handle = orderJobs(deps)['order.create'];
  const added = new Map<string, number>();
  const times: number[] = [];
  let start = 0;
  let left = jobs.length;
  let finish!: () => void;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const add = (list: typeof jobs) => {
    for (const { ticket } of list) added.set(ticket, performance.now());
    return queue.addBulk(
      list.map((data) => ({
        name: 'order.create',
        data,
        opts: { jobId: data.ticket, removeOnComplete: true, removeOnFail: true },
      })),
    );
  };
  const work = (worker: Worker) => {
    worker.on('completed', ({ data }) => {
      times.push(performance.now() - added.get(data.ticket)!);
      left -= 1;
      if (left === 0) finish();
    });
    return worker;
  };
  const open = () => {
    start = performance.now();
    return work(
      new Worker(
        queue.name,
        name === 'ours'
          ? async (job) => handle(job.data, { id: job.id!, attemptsMade: 0, log: deps.log })
          : async () => {},
        { ...connectionOf(bench), ...workerSettings('orders') },
      ),
    );
  };
  let worker: Worker;
  if (perSecond === undefined) {
    for (let at = 0; at < jobs.length; at += 500) await add(jobs.slice(at, at + 500));
    worker = open();
  } else {
    worker = open();
    await worker.waitUntilReady();
    for (let at = 0; at < jobs.length; at += 1) {
      const due = start + (at / perSecond) * 1000;
      const wait = due - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      void add([jobs[at]!]);
    }
  }
  await finished;
  const rate = (jobs.length / (performance.now() - start)) * 1000;
  await worker.close();
  if (name === 'empty') await queue.close();
  const sorted = times.toSorted((a, b) => a - b);
  return { rate, p50: sorted[sorted.length >> 1]!, p99: sorted[Math.floor(sorted.length * 0.99)]! };
}

const connectionOf = ({ deps }: Bench) => ({
  connection: deps.redis,
  prefix: queuePrefix(deps.config.REDIS_PREFIX),
});

const bench = await openBench({ HOLD_SECONDS: '3600' });
try {
  const rates = { ours: [] as number[], empty: [] as number[] };
  await run(bench, 'ours', await accept(bench, 500));
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const order = attempt % 2 === 0 ? (['ours', 'empty'] as const) : (['empty', 'ours'] as const);
    for (const name of order) rates[name].push((await run(bench, name, await accept(bench, tickets))).rate);
  }
  const orders = await bench.deps.mongo.collection('orders').countDocuments({ state: 'placed' });
  if (orders !== 500 + tries * tickets) throw new Error(`${orders} orders of ${500 + tries * tickets} tickets`);
  console.table(
    rates.ours.map((rate, index) => ({
      'durable orders/s': Math.round(rate),
      'empty jobs/s': Math.round(rates.empty[index]!),
      ratio: Number((rate / rates.empty[index]!).toFixed(2)),
    })),
  );
  const half = median(rates.ours) / 2;
  const calm = Math.min(1_000, tickets);
  const ours = await run(bench, 'ours', await accept(bench, calm), half);
  const empty = await run(bench, 'empty', await accept(bench, calm), half);
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
