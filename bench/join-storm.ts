import { median, printLine } from './report.ts';
import { comeBack, empty, enterOver, openStand, quantile, startCrowds, stopAll } from './rooms/load.ts';
import type { Stand } from './rooms/load.ts';
import type { Reading } from './rooms/meter.ts';
import { readNumbers, turns } from './rooms/options.ts';
import { openTalkers } from './rooms/talkers.ts';

/**
 * 2,000 viewers join a running room within 5 seconds: milliseconds from dialing to the first snapshot, p99, and how long the
 * server's event loop was late; against plain Socket.IO, which answers a join with nothing. Then, printed only, the same for
 * the storm of returns: all of them are thrown out at once and come back with the number they have, spread as our client does.
 * `npm run bench -- join-storm [--tries 3] [--viewers 2000] [--seconds 5] [--rate 20]`
 */
const { tries, viewers, seconds, rate } = readNumbers({ tries: 3, viewers: 2_000, seconds: 5, rate: 20 });

const crowds = await startCrowds(2);
const stands = { ours: await openStand('ours', 30, crowds), plain: await openStand('plain', 30, crowds) };
const results: Record<keyof typeof stands, number[]> = { ours: [], plain: [] };

async function round(stand: Stand): Promise<number> {
  const talkers = await openTalkers(stand.opened.url, stand.opened.room, stand.opened.talkers);
  // A running room: its snapshot is full of chat.
  await talkers.talk(rate, 3);
  const measured = async (name: string, talkSeconds: number, work: () => Promise<number[]>): Promise<number> => {
    await stand.server.ask('meter.start', { watchLoop: true });
    const talk = talkers.talk(rate, talkSeconds);
    const took = (await work()).toSorted((a, b) => a - b);
    const { cpuSeconds, loopP99Ms, loopMaxMs } = await stand.server.ask<Reading>('meter.read');
    await talk;
    const p99 = quantile(took, 0.99);
    console.log(
      `${stand.kind.padEnd(5)} ${took.length} ${name}  p50 ${quantile(took, 0.5).toFixed(0)} ms  p99 ${p99.toFixed(0)} ms  ` +
        `CPU ${cpuSeconds.toFixed(2)} s  loop delay p99 ${loopP99Ms.toFixed(1)} ms, max ${loopMaxMs.toFixed(1)} ms`,
    );
    return p99;
  };
  const p99 = await measured('joined', seconds, () => enterOver(stand, viewers, seconds * 1_000));
  if (stand.kind === 'ours') await measured('came back', 2, () => comeBack(stand));
  talkers.close();
  await empty(stand);
  return p99;
}

for (const kind of ['ours', 'plain'] as const) await round(stands[kind]);
for (let attempt = 0; attempt < tries; attempt += 1) {
  for (const kind of turns('ours' as const, 'plain' as const, attempt)) results[kind].push(await round(stands[kind]));
}
await stopAll(crowds, Object.values(stands));
printLine({
  bench: 'join-storm',
  ours: median(results.ours),
  baseline: median(results.plain),
  unit: 'ms to the first snapshot, p99',
});
