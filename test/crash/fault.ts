import { setTimeout as pause } from 'node:timers/promises';
import type { CrashPoint } from '#src/platform/crash-point.ts';
import type { Lane, Slot } from './lane.ts';
import { pointFacts } from './points.ts';
import type { Home, Scene } from './points.ts';
import { inTime, until } from './wait.ts';

/** Who dies, or stands still. */
export type Victim = Home | 'redis' | 'mongodb' | 'media';
/** How Redis comes back: with its append-only file, with one that lacks the last second, or with nothing. */
export type Memory = 'kept' | 'rewound' | 'emptied';

/** One thing that goes wrong. Without a point it happens at a moment nobody chose. */
export type Fault =
  | {
      do: 'kill';
      victim: Victim;
      at?: { point: CrashPoint; home: Home; skip: number };
      later: boolean;
      memory?: Memory;
    }
  | { do: 'pause redis'; milliseconds: number }
  | { do: 'block'; victim: Home; milliseconds: number };

/** When it happened, in milliseconds since the epoch. */
export interface FaultReport {
  fault: Fault;
  /** False when the point was not reached, so nothing was shown. */
  reached: boolean;
  diedAt: number;
  backAt: number;
}

/** What else must happen for the point to be reached; begun once everything is armed. */
export type SceneActs = Record<Extract<Scene, 'growth' | 'end'>, () => Promise<void>>;

/**
 * A worker's lock on a job runs out after 5 s and somebody looks every 2.5 s: from then on its jobs are others'. A part
 * that stays away longer than that comes back to a world that went on without it.
 */
const STALL_MS = 8_000;
const REACH_MS = 25_000;
/** Redis writes its file to the disk once a second; a power cut costs what came after. */
const LOST_MS = 1_000;

/** Lets one thing go wrong and mends it; answers when the part is back. */
export async function strike(lane: Lane, fault: Fault, acts: SceneActs): Promise<FaultReport> {
  if (fault.do === 'pause redis') return standStill(lane, fault);
  if (fault.do === 'block') return block(lane, fault);
  const { at, victim, later, memory = 'kept' } = fault;
  const sizes = victim === 'redis' && memory === 'rewound' ? watchSize(lane) : undefined;
  const reached = at ? await reach(lane, fault.victim, at, acts) : await killNow(lane, victim);
  const diedAt = Date.now();
  if (!reached) {
    sizes?.stop();
    return { fault, reached, diedAt, backAt: diedAt };
  }
  if (later) await pause(STALL_MS);
  await bringBack(lane, victim, () => {
    if (memory === 'emptied') lane.redis.erase();
    if (sizes) lane.redis.cut(sizes.before(diedAt - LOST_MS));
  });
  sizes?.stop();
  return { fault, reached, diedAt, backAt: Date.now() };
}

/** Arms the point, sets the scene, and waits until the victim is dead. */
async function reach(
  lane: Lane,
  victim: Victim,
  { point, home, skip }: { point: CrashPoint; home: Home; skip: number },
  acts: SceneActs,
): Promise<boolean> {
  const slot = home === 'service' ? lane.service : lane.workers[0];
  const isSelf = victim === home;
  const arm = (): Promise<unknown> => {
    const pids = isSelf ? undefined : pidsOf(lane, victim);
    slot.current().tell({ do: 'kill', point, skip, ...(pids && { pids }) });
    return isSelf ? slot.current().ended : slot.current().reached();
  };
  const { scene } = pointFacts[point];
  if (scene === 'orders stuck' && !(await stickOrders(lane))) return false;
  const dead = arm();
  const setting = setScene(lane, scene, acts);
  try {
    await inTime(dead, REACH_MS + (scene === 'end' ? 15_000 : 0));
    return true;
  } catch {
    slot.current().tell({ do: 'disarm' });
    return false;
  } finally {
    // What the scene begins may wait for the very process that died.
    if (scene !== 'end' && scene !== 'growth') await setting;
  }
}

async function setScene(lane: Lane, scene: Scene, acts: SceneActs): Promise<void> {
  switch (scene) {
    case 'growth':
    case 'end':
      void acts[scene]();
      return;
    case 'workers stopped':
      lane.workers[0].current().signal('SIGSTOP');
      await pause(2_500);
      lane.workers[0].current().signal('SIGCONT');
      return;
    case 'redis emptied':
    case 'redis rewound': {
      const sizes = watchSize(lane);
      await pause(LOST_MS + 500);
      await lane.redis.kill();
      if (scene === 'redis emptied') lane.redis.erase();
      else lane.redis.cut(sizes.before(Date.now() - LOST_MS));
      sizes.stop();
      await lane.redis.start();
      return;
    }
    default:
  }
}

/** A worker dies with orders in its hands: their jobs are nobody's until its locks have run out. */
async function stickOrders(lane: Lane): Promise<boolean> {
  const [slot] = lane.workers;
  slot.current().tell({ do: 'kill', point: 'units.claiming', skip: 3 });
  const isDead = await inTime(slot.current().ended, REACH_MS).then(
    () => true,
    () => false,
  );
  if (isDead) await slot.start().ready;
  else slot.current().tell({ do: 'disarm' });
  return isDead;
}

async function killNow(lane: Lane, victim: Victim): Promise<boolean> {
  for (const pid of pidsOf(lane, victim)) process.kill(pid, 'SIGKILL');
  return true;
}

function pidsOf(lane: Lane, victim: Victim): number[] {
  switch (victim) {
    case 'service':
      return [lane.service.current().pid];
    case 'workers':
      return [lane.workers[0].current().pid];
    case 'redis':
      return [lane.redis.pid()];
    case 'mongodb':
      return [lane.mongo.pid()];
    case 'media':
      return lane.mediaPids();
  }
}

async function bringBack(lane: Lane, victim: Victim, change: () => void): Promise<void> {
  switch (victim) {
    case 'service':
    case 'workers':
      return restart(victim === 'service' ? lane.service : lane.workers[0]);
    case 'redis':
      await lane.redis.ended();
      change();
      return lane.redis.start();
    case 'mongodb':
      await lane.mongo.ended();
      return lane.mongo.start();
    case 'media':
      // The service starts it again by itself.
      return until('the service has a media worker', async () => (lane.mediaPids().length > 0 ? true : undefined)).then(
        () => {},
      );
  }
}

async function restart(slot: Slot): Promise<void> {
  await slot.current().ended;
  await slot.start().ready;
}

async function standStill(lane: Lane, fault: Extract<Fault, { do: 'pause redis' }>): Promise<FaultReport> {
  process.kill(lane.redis.pid(), 'SIGSTOP');
  const diedAt = Date.now();
  await pause(fault.milliseconds);
  process.kill(lane.redis.pid(), 'SIGCONT');
  return { fault, reached: true, diedAt, backAt: Date.now() };
}

async function block(lane: Lane, fault: Extract<Fault, { do: 'block' }>): Promise<FaultReport> {
  const slot = fault.victim === 'service' ? lane.service : lane.workers[0];
  slot.current().tell({ do: 'block', milliseconds: fault.milliseconds });
  const diedAt = Date.now();
  await pause(fault.milliseconds);
  return { fault, reached: true, diedAt, backAt: Date.now() };
}

/** Remembers how long Redis's file was at each moment. */
function watchSize(lane: Lane): { before(moment: number): number; stop(): void } {
  const seen: { at: number; size: number }[] = [];
  const look = () => seen.push({ at: Date.now(), size: lane.redis.size() });
  look();
  const timer = setInterval(look, 50);
  return {
    before: (moment) => (seen.findLast(({ at }) => at <= moment) ?? seen[0]!).size,
    stop: () => clearInterval(timer),
  };
}
