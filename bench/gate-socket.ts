import { Redis } from 'ioredis';
import { median, printLine } from './report.ts';
import { bareGate } from './rooms/bare-gate.ts';
import { startChild } from './rooms/calls.ts';
import type { Child } from './rooms/calls.ts';
import { quantile } from './rooms/load.ts';
import type { Reading } from './rooms/meter.ts';
import { readNumbers } from './rooms/options.ts';
import type { Answers, Goods } from './rooms/shoppers.ts';

/**
 * Purchases decided per second through Socket.IO with acknowledgement, as a page asks for them (account, limits, gate, job
 * on the queue), against the bare script of three commands reached the same way: a plain Socket.IO server that does
 * nothing else. What that script does when it is called in process is printed beside it. `npm run bench -- gate-socket [--tries 3] [--buyers 500] [--times 10]`
 */
const { tries, buyers, times } = readNumbers({ tries: 3, buyers: 500, times: 10 });

interface Sale {
  url: string;
  goods: Goods;
  tokens: string[];
}

const redis = new Redis(process.env['REDIS_URL']!);
const crowds = await Promise.all([startChild('./shoppers.ts'), startChild('./shoppers.ts')]);
const servers = { ours: await startChild('./our-server.ts'), plain: await startChild('./plain-seller.ts') };
type Kind = keyof typeof servers;
const rates: Record<Kind | 'bare', number[]> = { ours: [], plain: [], bare: [] };
const perCpu: Record<Kind, number[]> = { ours: [], plain: [] };

/** All shoppers of both crowds buy at once; answers per second of the wall and of the server's CPU. */
async function round(kind: Kind, server: Child) {
  const count = buyers * times;
  const { url, goods, tokens } = await server.ask<Sale>('sell', { units: count, buyers });
  const half = Math.ceil(tokens.length / 2);
  const enter = (crowd: Child, index: number) =>
    crowd.ask('enter', { url, tokens: tokens.slice(index * half, (index + 1) * half), from: 1 + index * half });
  await Promise.all(crowds.map(enter));
  await server.ask('meter.start');
  const all = await Promise.all(crowds.map((crowd) => crowd.ask<Answers>('shop', { goods, times, spreadMs: 0 })));
  const { cpuSeconds } = await server.ask<Reading>('meter.read');
  await Promise.all(crowds.map((crowd) => crowd.ask('leave')));
  const accepted = all.reduce((sum, { counts }) => sum + (counts['accepted'] ?? 0), 0);
  if (accepted !== count) throw new Error(`${kind}: ${JSON.stringify(all.map((each) => each.counts))}`);
  const seconds = (Math.max(...all.map((each) => each.lastAt)) - Math.min(...all.map((each) => each.firstAt))) / 1000;
  const delays = all.flatMap((each) => each.delays).toSorted((a, b) => a - b);
  console.log(
    `${kind.padEnd(5)} ${Math.round(count / seconds)}/s  ${Math.round(count / cpuSeconds)} per CPU second  ` +
      `p50 ${quantile(delays, 0.5).toFixed(0)} ms  p99 ${quantile(delays, 0.99).toFixed(0)} ms`,
  );
  return { rate: count / seconds, perCpu: count / cpuSeconds };
}

for (const kind of ['ours', 'plain'] as const) await round(kind, servers[kind]);
for (let attempt = 0; attempt < tries; attempt += 1) {
  for (const kind of attempt % 2 === 0 ? (['ours', 'plain'] as const) : (['plain', 'ours'] as const)) {
    const done = await round(kind, servers[kind]);
    rates[kind].push(done.rate);
    perCpu[kind].push(done.perCpu);
  }
  rates.bare.push(await bareGate(redis, buyers * times, 50));
}
await Promise.all([...crowds, ...Object.values(servers)].map((child) => child.stop()));
redis.disconnect();
const byCpu = median(perCpu.ours) / median(perCpu.plain);
const inProcess = median(rates.bare);
console.log(`by the server's CPU ${byCpu.toFixed(2)}`);
console.log(
  `the bare script in process ${Math.round(inProcess)}/s, of which ours is ${(median(rates.ours) / inProcess).toFixed(2)}`,
);
printLine({
  bench: 'gate-socket',
  ours: median(rates.ours),
  baseline: median(rates.plain),
  unit: 'purchases answered per second',
});
