import { median, printLine } from './report.ts';
import { empty, fill, measure, openStand, startCrowds, stopAll } from './rooms/load.ts';
import type { Stand } from './rooms/load.ts';
import { readNumbers, turns } from './rooms/options.ts';

/**
 * The same room with the same viewers on two node processes against one: chat lines delivered per CPU second of all nodes.
 * `npm run bench -- nodes [--tries 3] [--viewers 1000] [--rate 50] [--warm 4] [--seconds 12]`
 */
const { tries, viewers, rate, warm, seconds } = readNumbers({
  tries: 3,
  viewers: 1_000,
  rate: 50,
  warm: 4,
  seconds: 12,
});

const env = { BENCH_NAMESPACE: `bench${process.pid}` };
const [left, right] = await startCrowds(2);
const first = await openStand('ours', 60, [left!, right!], { env: { ...env, NODE_ID: 'bench-a' } });
const second = await openStand('ours', 0, [right!], { room: first.opened.room, env: { ...env, NODE_ID: 'bench-b' } });
const results: Record<'two' | 'one', number[]> = { two: [], one: [] };

/** `of` are the nodes with their share of the crowds; talkers are always on the first. */
async function round(of: readonly Stand[], warmSeconds = warm): Promise<number> {
  for (const stand of of) await fill(stand, viewers / of.length);
  const others = of.slice(1).map(({ server }) => server);
  const room = { ...of[0]!, crowds: [left!, right!] };
  const { cpuSeconds: cpu, ...seen } = await measure(room, { rate, warmSeconds, seconds, others });
  await empty({ crowds: [left!, right!] });
  const share = ((100 * seen.deliveries) / (seen.said * viewers)).toFixed(1);
  console.log(
    `${of.length === 1 ? 'one' : 'two'}  ${(seen.deliveries / cpu).toFixed(0)} lines/CPU s  CPU ${cpu.toFixed(2)} s  ${share} % delivered  p99 ${seen.p99Ms.toFixed(0)} ms`,
  );
  return seen.deliveries / cpu;
}

const layouts = { one: [first], two: [{ ...first, crowds: [left!] }, second] };
for (const layout of ['one', 'two'] as const) await round(layouts[layout], 5 * warm);
for (let attempt = 0; attempt < tries; attempt += 1) {
  for (const layout of turns('two' as const, 'one' as const, attempt)) {
    results[layout].push(await round(layouts[layout]));
  }
}
await stopAll([left!, right!], [first, second]);
printLine({
  bench: 'nodes',
  ours: median(results.two),
  baseline: median(results.one),
  unit: 'chat lines delivered per CPU second of all nodes',
});
