import { parseArgs } from 'node:util';
import { median, printLine } from './report.ts';
import { empty, fill, measure, openStand, startCrowds } from './rooms/load.ts';
import type { Fanout, Stand } from './rooms/load.ts';

/**
 * Chat lines delivered per CPU second of the server process: one room, 1,000 viewers, 50 lines of 120 bytes a second, said by
 * signed-in viewers through all checks, against plain Socket.IO with the Redis adapter, which checks nothing.
 * `npm run bench -- fanout [--tries 3] [--viewers 1000] [--rate 50] [--seconds 8]`
 */
const { values } = parseArgs({
  options: {
    tries: { type: 'string', default: '3' },
    viewers: { type: 'string', default: '1000' },
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '8' },
  },
});
const [tries, viewers, rate, seconds] = [values.tries, values.viewers, values.rate, values.seconds].map(Number) as [
  number,
  number,
  number,
  number,
];

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

// A round of each that is not counted, so that neither pays for compiling.
for (const kind of ['ours', 'plain'] as const) await round(stands[kind], 4);
for (let attempt = 0; attempt < tries; attempt += 1) {
  for (const kind of attempt % 2 === 0 ? (['ours', 'plain'] as const) : (['plain', 'ours'] as const)) {
    const result = await round(stands[kind], seconds);
    results[kind].push(result);
    console.log(
      `${kind.padEnd(5)} ${(result.deliveries / result.cpuSeconds).toFixed(0).padStart(8)} lines/CPU s  ` +
        `CPU ${((result.cpuSeconds / seconds) * 100).toFixed(0).padStart(3)} %  ${result.said} said, ${result.refused} refused, ` +
        `${((100 * result.deliveries) / (result.said * viewers)).toFixed(1)} % delivered in ${result.frames} frames  ` +
        `p50 ${result.p50Ms.toFixed(0)} ms  p99 ${result.p99Ms.toFixed(0)} ms  loop delay p99 ${result.loopP99Ms.toFixed(1)} ms max ${result.loopMaxMs.toFixed(1)} ms`,
    );
  }
}
await Promise.all([...crowds, stands.ours.server, stands.plain.server].map((child) => child.stop()));
printLine({
  bench: 'fanout',
  ours: median(results.ours.map((each) => each.deliveries / each.cpuSeconds)),
  baseline: median(results.plain.map((each) => each.deliveries / each.cpuSeconds)),
  unit: 'chat lines delivered per CPU second of the server',
});
