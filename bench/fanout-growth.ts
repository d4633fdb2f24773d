import { median, printLine } from './report.ts';
import { empty, fill, measure, openStand, startCrowds, stopAll } from './rooms/load.ts';
import { readNumbers, turns } from './rooms/options.ts';

/**
 * CPU of the server per delivered frame as a room grows: with 5,000 viewers against 200 (the baseline), 1,000 between them.
 * `npm run bench -- fanout-growth [--tries 3] [--small 200] [--middle 1000] [--large 5000] [--rate 50] [--warm 2] [--seconds 6]`
 */
const { tries, small, middle, large, rate, warm, seconds } = readNumbers({
  tries: 3,
  small: 200,
  middle: 1_000,
  large: 5_000,
  rate: 50,
  warm: 2,
  seconds: 6,
});

const crowds = await startCrowds(2);
const stand = await openStand('ours', 60, crowds);
const costs = new Map<number, number[]>([small, middle, large].map((viewers) => [viewers, []]));

async function cost(viewers: number): Promise<number> {
  await fill(stand, viewers);
  const { cpuSeconds, frames, loopMaxMs, p99Ms } = await measure(stand, {
    rate,
    warmSeconds: warm,
    seconds,
    watchLoop: true,
  });
  await empty(stand);
  const micros = (cpuSeconds * 1e6) / frames;
  console.log(
    `${String(viewers).padStart(5)} viewers  ${micros.toFixed(1).padStart(6)} µs/frame  ${frames} frames  ` +
      `p99 ${p99Ms.toFixed(0)} ms  loop delay max ${loopMaxMs.toFixed(1)} ms`,
  );
  return micros;
}

await cost(small);
for (let attempt = 0; attempt < tries; attempt += 1) {
  const [first, last] = turns(small, large, attempt);
  for (const viewers of [first, middle, last]) costs.get(viewers)!.push(await cost(viewers));
}
await stopAll(crowds, [stand]);
printLine({
  bench: 'fanout-growth',
  ours: median(costs.get(large)!),
  baseline: median(costs.get(small)!),
  unit: 'microseconds of server CPU per delivered frame',
});
