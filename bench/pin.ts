import { setTimeout as sleep } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';
import { median, printLine } from './report.ts';
import type { Child } from './rooms/calls.ts';
import { empty, fill, openStand, quantile, startCrowds, stopAll } from './rooms/load.ts';
import type { Stand } from './rooms/load.ts';
import { readNumbers, turns } from './rooms/options.ts';
import { dial, openTalkers } from './rooms/talkers.ts';

/**
 * Milliseconds from the host's command until 99 of 100 viewers have the pin, at 1,000 viewers with the chat load on; against
 * bare Socket.IO, where a pin is one `io.emit` that nothing checks or remembers and the chat is off: what `io.emit` does at
 * its best. `npm run bench -- pin [--tries 3] [--viewers 1000] [--rate 50] [--pins 20]`
 */
const { tries, viewers, rate, pins } = readNumbers({ tries: 3, viewers: 1_000, rate: 50, pins: 20 });
const PAUSE_MS = 333;

const crowds = await startCrowds(2);
const stands = { ours: await openStand('ours', 60, crowds), plain: await openStand('plain', 60, crowds) };
const results: Record<keyof typeof stands, number[]> = { ours: [], plain: [] };
const now = () => performance.timeOrigin + performance.now();

async function pinned(all: readonly Child[], atLeast: number): Promise<number[]> {
  const seen: number[] = [];
  while (seen.length < atLeast) {
    seen.push(...(await Promise.all(all.map((crowd) => crowd.ask<number[]>('pins')))).flat());
    await sleep(20);
  }
  return seen;
}

async function pinOnce({ kind, opened }: Stand, host: Socket): Promise<number[]> {
  const sentAt = now();
  const answer = await host.emitWithAck(kind === 'ours' ? 'shelf:pin' : 'pin', {
    room: opened.room,
    item: opened.item,
  });
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return (await pinned(crowds, viewers)).map((at) => at - sentAt);
}

async function round(stand: Stand): Promise<number> {
  await fill(stand, viewers);
  const host = await dial(stand.opened.url, stand.opened.host ?? null);
  const talkers = await openTalkers(stand.opened.url, stand.opened.room, stand.opened.talkers);
  await Promise.all(crowds.map((crowd) => crowd.ask('start')));
  const talk = stand.kind === 'ours' ? talkers.talk(rate, (pins * (PAUSE_MS + 60)) / 1000) : Promise.resolve();
  const delays: number[] = [];
  for (let count = 0; count < pins; count += 1) {
    await sleep(PAUSE_MS);
    delays.push(...(await pinOnce(stand, host)));
  }
  await talk;
  await Promise.all(crowds.map((crowd) => crowd.ask('stop')));
  host.close();
  talkers.close();
  await empty(stand);
  const sorted = delays.toSorted((a, b) => a - b);
  const p99 = quantile(sorted, 0.99);
  console.log(
    `${stand.kind.padEnd(5)} p50 ${quantile(sorted, 0.5).toFixed(1)} ms  p99 ${p99.toFixed(1)} ms of ${sorted.length} receipts`,
  );
  return p99;
}

for (const kind of ['ours', 'plain'] as const) await round(stands[kind]);
for (let attempt = 0; attempt < tries; attempt += 1) {
  for (const kind of turns('ours' as const, 'plain' as const, attempt)) results[kind].push(await round(stands[kind]));
}
await stopAll(crowds, Object.values(stands));
const [ours, baseline] = [median(results.ours), median(results.plain)];
console.log(`${(ours - baseline).toFixed(1)} ms more than a bare emit`);
printLine({ bench: 'pin', ours, baseline, unit: 'ms from command to receipt, p99' });
