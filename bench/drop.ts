import { setTimeout as sleep } from 'node:timers/promises';
import { median, printLine } from './report.ts';
import { startChild } from './rooms/calls.ts';
import type { Child } from './rooms/calls.ts';
import { quantile } from './rooms/load.ts';
import type { Reading } from './rooms/meter.ts';
import { readNumbers } from './rooms/options.ts';
import type { Answers, Goods } from './rooms/shoppers.ts';

/**
 * A drop: 20,000 buyers want one of 10,000 units within 5 seconds of the first. Exactly the units are sold, every one
 * becomes a durable order, and everybody knows: seconds from the first request to the last answer, against a bare script
 * behind plain Socket.IO under the same crowd. Two nodes each, because a process may open only so many sockets. `npm run bench -- drop [--tries 1] [--units 10000] [--buyers 20000] [--seconds 5]`
 */
const { tries, units, buyers, seconds } = readNumbers({ tries: 1, units: 10_000, buyers: 20_000, seconds: 5 });

interface Sale {
  url: string;
  goods: Goods;
  pool: string;
  tokens: string[];
}

const namespace = { BENCH_NAMESPACE: `bench${process.pid}` };
const crowds = await Promise.all([startChild('./shoppers.ts'), startChild('./shoppers.ts')]);
const servers = {
  ours: [await startChild('./our-server.ts', namespace), await startChild('./our-server.ts', namespace)],
  plain: [await startChild('./plain-seller.ts'), await startChild('./plain-seller.ts')],
} as const;
const workers = await startChild('./our-workers.ts', namespace);
type Kind = keyof typeof servers;
const known: Record<Kind, number[]> = { ours: [], plain: [] };

async function round(kind: Kind): Promise<number> {
  const [first, second] = servers[kind];
  const sale = await first.ask<Sale>('sell', { units, buyers });
  const other = await second.ask<Sale>('sell', { units: 0, buyers: 0, pool: sale.pool });
  const half = Math.ceil(sale.tokens.length / 2);
  const urls = [sale.url, other.url];
  await Promise.all(
    crowds.map((crowd, index) => {
      const tokens = sale.tokens.slice(index * half, (index + 1) * half);
      return crowd.ask('enter', { url: urls[index], tokens, from: 1 + index * half });
    }),
  );
  await Promise.all(servers[kind].map((server) => server.ask('meter.start')));
  const shopping = { goods: sale.goods, times: 1, spreadMs: seconds * 1_000 };
  const all = await Promise.all(crowds.map((crowd) => crowd.ask<Answers>('shop', shopping)));
  const readings = await Promise.all(servers[kind].map((server) => server.ask<Reading>('meter.read')));
  const cpuSeconds = readings.reduce((sum, reading) => sum + reading.cpuSeconds, 0);
  await Promise.all(crowds.map((crowd) => crowd.ask('leave')));
  const took = (Math.max(...all.map((each) => each.lastAt)) - Math.min(...all.map((each) => each.firstAt))) / 1000;
  const delays = all.flatMap((each) => each.delays).toSorted((a, b) => a - b);
  const counts: Record<string, number> = {};
  for (const each of all)
    for (const [name, count] of Object.entries(each.counts)) counts[name] = (counts[name] ?? 0) + count;
  if (counts['accepted'] !== units) throw new Error(`${kind} sold ${counts['accepted']} of ${units} units`);
  console.log(
    `${kind.padEnd(5)} ${JSON.stringify(counts)}  all knew after ${took.toFixed(2)} s  p50 ${quantile(delays, 0.5).toFixed(0)} ms  ` +
      `p99 ${quantile(delays, 0.99).toFixed(0)} ms  CPU of the nodes ${cpuSeconds.toFixed(1)} s`,
  );
  if (kind === 'ours') await becomeOrders(first, sale);
  return took;
}

/** Waits until every accepted unit is a durable order, and that there are no more than those. */
async function becomeOrders(server: Child, { goods, pool }: Sale): Promise<void> {
  const began = performance.now();
  for (;;) {
    const { left, orders } = await server.ask<{ left: number; orders: number }>('sold', { room: goods.room, pool });
    if (left !== 0 || orders > units) throw new Error(`${orders} orders, ${left} units left`);
    if (orders === units) break;
    await sleep(100);
  }
  console.log(`      ${units} orders are durable ${((performance.now() - began) / 1000).toFixed(1)} s later`);
}

for (let attempt = 0; attempt < tries; attempt += 1) {
  for (const kind of attempt % 2 === 0 ? (['ours', 'plain'] as const) : (['plain', 'ours'] as const)) {
    known[kind].push(await round(kind));
  }
}
await Promise.all([...crowds, ...servers.ours, ...servers.plain, workers].map((child) => child.stop()));
printLine({
  bench: 'drop',
  ours: median(known.ours),
  baseline: median(known.plain),
  unit: 'seconds until all know',
});
