import { median, printLine } from './report.ts';
import { empty, fill, measure, openStand, startCrowds, stopAll } from './rooms/load.ts';
import type { Fanout, Stand } from './rooms/load.ts';
import { readNumbers, turns } from './rooms/options.ts';

/**
 * Chat lines delivered per CPU second of the server process: one room, 1,000 viewers, 50 lines of 120 bytes a second, said by
 * signed-in viewers through all checks, against plain Socket.IO with the Redis adapter, which checks nothing.
 * `npm run bench -- fanout [--tries 3] [--viewers 1000] [--rate 50] [--warm 4] [--seconds 12]`
 */
const { tries, viewers, rate, warm, seconds } = readNumbers({
  tries: 3,
  viewers: 1_000,
  rate: 50,
  warm: 4,
  seconds: 12,
});

const crowds = await startCrowds(2);
const stands = { ours: await openStand('ours', 60, crowds), plain: await openStand('plain', 60, crowds) };
const results: Record<keyof typeof stands, Fanout[]> = { ours: [], plain: [] };

/** One measurement in a room that has just been filled. */
async function round(stand: Stand, warmSeconds = warm): Promise<Fanout> {
  await fill(stand, viewers);
  const result = await measure(stand, { rate, warmSeconds, seconds });
  await empty(stand);
  return result;
}

function print(kind: string, result: Fanout): void {
  const lines = (result.deliveries / result.cpuSeconds).toFixed(0).padStart(8);
  const share = ((100 * result.deliveries) / (result.said * viewers)).toFixed(1);
  console.log(
    `${kind.padEnd(5)} ${lines} lines/CPU s  CPU ${result.cpuSeconds.toFixed(2)} s  ${result.said} said, ${result.refused} refused, ` +
      `${share} % delivered in ${result.frames} frames  p50 ${result.p50Ms.toFixed(0)} ms  p99 ${result.p99Ms.toFixed(0)} ms`,
  );
}

// A round of each that is not counted, long enough that neither pays for compiling what runs but 50 times a second.
for (const kind of ['ours', 'plain'] as const) await round(stands[kind], 5 * warm);
for (let attempt = 0; attempt < tries; attempt += 1) {
  for (const kind of turns('ours' as const, 'plain' as const, attempt)) {
    results[kind].push(await round(stands[kind]));
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
