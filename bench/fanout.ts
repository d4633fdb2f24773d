import { median, printLine } from './report.ts';
import { empty, fill, measure, openStand, startCrowds, stopAll } from './rooms/load.ts';
import type { Fanout, Stand } from './rooms/load.ts';
import { readNumbers, turns } from './rooms/options.ts';

/**
 * Chat lines delivered per CPU second of the server process: one room, 1,000 viewers, 50 lines of 120 bytes a second, said by
 * signed-in viewers through all checks, against plain Socket.IO with the Redis adapter, which checks nothing.
 * `npm run bench -- fanout [--tries 3] [--viewers 1000] [--rate 50] [--seconds 8]`
 */
const { tries, viewers, rate, seconds } = readNumbers({ tries: 3, viewers: 1_000, rate: 50, seconds: 8 });

const crowds = await startCrowds(2);
const stands = { ours: await openStand('ours', 60, crowds), plain: await openStand('plain', 60, crowds) };
const results: Record<keyof typeof stands, Fanout[]> = { ours: [], plain: [] };

/** One measurement in a room that has just been filled. */
async function round(stand: Stand, forSeconds: number): Promise<Fanout> {
  await fill(stand, viewers);
  const result = await measure(stand, rate, forSeconds);
  await empty(stand);
  return result;
}

function print(kind: string, result: Fanout): void {
  const lines = (result.deliveries / result.cpuSeconds).toFixed(0).padStart(8);
  const share = ((100 * result.deliveries) / (result.said * viewers)).toFixed(1);
  console.log(
    `${kind.padEnd(5)} ${lines} lines/CPU s  CPU ${result.cpuSeconds.toFixed(2)} s  ${result.said} said, ${result.refused} refused, ` +
      `${share} % delivered in ${result.frames} frames  p50 ${result.p50Ms.toFixed(0)} ms  p99 ${result.p99Ms.toFixed(0)} ms  ` +
      `loop delay p99 ${result.loopP99Ms.toFixed(1)} ms, max ${result.loopMaxMs.toFixed(1)} ms`,
  );
}

// A round of each that is not counted, so that neither pays for compiling.
for (const kind of ['ours', 'plain'] as const) await round(stands[kind], 4);
for (let attempt = 0; attempt < tries; attempt += 1) {
  for (const kind of turns('ours' as const, 'plain' as const, attempt)) {
    results[kind].push(await round(stands[kind], seconds));
    print(kind, results[kind].at(-1)!);
  }
}
await stopAll(crowds, Object.values(stands));
printLine({
  bench: 'fanout',
  ours: median(results.ours.map((each) => each.deliveries / each.cpuSeconds)),
  baseline: median(results.plain.map((each) => each.deliveries / each.cpuSeconds)),
  unit: 'chat lines delivered per CPU second of the server',
});
