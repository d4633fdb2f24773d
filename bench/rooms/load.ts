import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from './calls.ts';
import type { Child } from './calls.ts';
import type { Dialect } from './dialect.ts';
import type { Reading } from './meter.ts';
import { openTalkers } from './talkers.ts';

export interface Opened {
  url: string;
  room: string;
  item?: string;
  host?: string;
  talkers: (string | null)[];
}

/** A server of one kind with a room, its talkers' accounts, and the crowds that will watch it. */
export interface Stand {
  kind: Dialect['kind'];
  server: Child;
  opened: Opened;
  crowds: readonly Child[];
}

/** What one measurement under chat load saw. */
export interface Fanout extends Reading {
  deliveries: number;
  frames: number;
  said: number;
  refused: number;
  p50Ms: number;
  p99Ms: number;
}

export const serverFile = { ours: './our-server.ts', plain: './plain-server.ts' } as const;

/** Members of one address may dial only so often, so talkers are few and each talks once a second. */
export async function openStand(
  kind: Dialect['kind'],
  talkers: number,
  crowds: readonly Child[],
  join: { room?: string; env?: Record<string, string> } = {},
): Promise<Stand> {
  const server = await startChild(serverFile[kind], join.env);
  const request = { talkers, ...(join.room !== undefined && { room: join.room }) };
  return { kind, server, opened: await server.ask<Opened>('open', request), crowds };
}

/** Puts viewers into the room, the same number from each crowd. */
export async function fill(stand: Stand, viewers: number): Promise<void> {
  await enterOver(stand, viewers);
}

/** The same, evenly over so many milliseconds; answers how long each viewer took from dialing to the room's answer. */
export async function enterOver(
  { kind, opened: { url, room }, crowds }: Stand,
  viewers: number,
  spreadMs?: number,
): Promise<number[]> {
  const share = Math.ceil(viewers / crowds.length);
  const took = crowds.map((crowd, index) => {
    const count = Math.min(share, viewers - index * share);
    const from = 1 + index * share;
    return crowd.ask<number[]>('enter', { url, room, kind, count, from, ...(spreadMs !== undefined && { spreadMs }) });
  });
  return (await Promise.all(took)).flat();
}

/** All viewers lose their connection at once and come back by themselves; answers how long each took as `enterOver`. */
export async function comeBack({ opened: { url, room }, crowds }: Stand): Promise<number[]> {
  return (await Promise.all(crowds.map((crowd) => crowd.ask<number[]>('comeBack', { url, room })))).flat();
}

/** Ends all processes of a bench. */
export async function stopAll(crowds: readonly Child[], stands: readonly Stand[]): Promise<void> {
  await Promise.all([...crowds, ...stands.map(({ server }) => server)].map((child) => child.stop()));
}

export async function empty({ crowds }: Pick<Stand, 'crowds'>): Promise<void> {
  await Promise.all(crowds.map((crowd) => crowd.ask('leave')));
}

/** How a room is talked to: lines a second, seconds before anything is counted, and seconds that are. */
export interface Talk {
  rate: number;
  warmSeconds: number;
  seconds: number;
  /** Also looks at the event loop's delay, which costs an idle server as much as a dozen lines a second. */
  watchLoop?: boolean;
  /** Other nodes of the room, whose CPU counts too. */
  others?: readonly Child[];
}

/**
 * Talks to a full room until it has settled, then for a while that counts, waits until everything has arrived, and reads the
 * server's meter over the whole of it; so a server that falls behind pays for all it was given, and no delivery is counted
 * whose cost is not.
 */
export async function measure(stand: Stand, talk: Talk): Promise<Fanout> {
  const { opened, crowds } = stand;
  const servers = [stand.server, ...(talk.others ?? [])];
  const talkers = await openTalkers(opened.url, opened.room, opened.talkers);
  await Promise.all(crowds.map((crowd) => crowd.ask('start')));
  await talkers.talk(talk.rate, talk.warmSeconds);
  await arrived(crowds);
  await Promise.all(crowds.map((crowd) => crowd.ask('start')));
  await Promise.all(servers.map((server) => server.ask('meter.start', { watchLoop: talk.watchLoop })));
  const said = await talkers.talk(talk.rate, talk.seconds);
  await arrived(crowds);
  const readings = await Promise.all(servers.map((server) => server.ask<Reading>('meter.read')));
  const seen = await Promise.all(crowds.map((crowd) => crowd.ask<Counted & { delays: number[] }>('stop')));
  talkers.close();
  const delays = seen.flatMap((each) => each.delays).toSorted((a, b) => a - b);
  return {
    ...readings[0]!,
    cpuSeconds: readings.reduce((total, { cpuSeconds }) => total + cpuSeconds, 0),
    ...said,
    ...sum(seen),
    p50Ms: quantile(delays, 0.5),
    p99Ms: quantile(delays, 0.99),
  };
}

interface Counted {
  deliveries: number;
  frames: number;
}

const sum = (all: readonly Counted[]): Counted => ({
  deliveries: all.reduce((total, each) => total + each.deliveries, 0),
  frames: all.reduce((total, each) => total + each.frames, 0),
});

/** Waits until nothing has arrived for a second. */
export async function arrived(crowds: readonly Child[]): Promise<void> {
  let before = -1;
  for (;;) {
    const { deliveries } = sum(await Promise.all(crowds.map((crowd) => crowd.ask<Counted>('counts'))));
    if (deliveries === before) return;
    before = deliveries;
    await sleep(1_000);
  }
}

export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export async function startCrowds(count: number): Promise<Child[]> {
  return Promise.all(Array.from({ length: count }, () => startChild('./crowd.ts')));
}
