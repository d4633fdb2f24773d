import { setTimeout as sleep } from 'node:timers/promises';
import { median, printLine } from './report.ts';
import type { Reading } from './rooms/meter.ts';
import { empty, fill, openStand, startCrowds, stopAll } from './rooms/load.ts';
import type { Stand } from './rooms/load.ts';
import { readNumbers, turns } from './rooms/options.ts';

/**
 * Memory of the server per viewer who only watches a silent room, against bare Socket.IO sockets in one of its rooms.
 * A fresh server process each time, since one that was full before does not give its memory back.
 * `npm run bench -- idle [--tries 3] [--viewers 2000]`
 */
const { tries, viewers } = readNumbers({ tries: 3, viewers: 2_000 });
const WARM = 200;

const crowds = await startCrowds(2);
const results: Record<Stand['kind'], number[]> = { ours: [], plain: [] };

async function settled(stand: Stand): Promise<number> {
  await sleep(2_000);
  await stand.server.ask('meter.read');
  return (await stand.server.ask<Reading>('meter.read')).rssBytes;
}

async function round(kind: Stand['kind']): Promise<number> {
  const stand = await openStand(kind, 0, crowds);
  // The first sockets load and compile what all of them use.
  await fill(stand, WARM);
  const before = await settled(stand);
  await fill(stand, viewers);
  const after = await settled(stand);
  await empty(stand);
  await stopAll([], [stand]);
  const each = (after - before) / viewers / 1024;
  console.log(
    `${kind.padEnd(5)} ${each.toFixed(1)} KiB per viewer (${(after / 1024 ** 2).toFixed(0)} MiB with ${viewers + WARM})`,
  );
  return each;
}

for (let attempt = 0; attempt < tries; attempt += 1) {
  for (const kind of turns('ours' as const, 'plain' as const, attempt)) results[kind].push(await round(kind));
}
await stopAll(crowds, []);
printLine({
  bench: 'idle',
  ours: median(results.ours),
  baseline: median(results.plain),
  unit: 'KiB of memory per idle viewer',
});
