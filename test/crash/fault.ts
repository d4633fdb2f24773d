import { setTimeout as pause } from 'node:timers/promises';
import type { CrashPoint } from '#src/platform/crash-point.ts';
import type { Order } from './arm.ts';
import type { Lane, Slot } from './lane.ts';
import { pointFacts } from './points.ts';
import type { Home } from './points.ts';
import { LOST_MS, REACH_MS, setScene, stickOrders, watchSize } from './scenes.ts';
import type { SceneActs } from './scenes.ts';
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

/**
 * A worker's lock on a job runs out after 4 s and somebody looks every 1.5 s: from then on its jobs are others'. A part
 * that stays away longer than that comes back to a world that went on without it.
 */
const STALL_MS = 8_000;
/** How often orders are stuck with a dead worker for somebody to end their holds. */
const STUCK_TRIES = 8;

/**
 * Lets one thing go wrong and mends it; answers when the part is back. `next` is what goes wrong after it: where a room
 * ends, it must be armed before this one is over, because an end happens once.
 */
export async function strike(lane: Lane, fault: Fault, acts: SceneActs, next?: Fault): Promise<FaultReport> {
  if (fault.do === 'pause redis') return standStill(lane, fault);
  if (fault.do === 'block') return block(lane, fault);
  const { at, victim, later, memory = 'kept' } = fault;
  const sizes = victim === 'redis' && memory === 'rewound' ? watchSize(lane) : undefined;
  const armed = partOfEnd(next);
  if (armed && armed.home !== victim) slotOf(lane, armed.home).current().tell(armed.order);
  const reached = at ? await reach(lane, fault.victim, at, acts) : await killNow(lane, victim);
  const diedAt = Date.now();
  if (!reached) {
    sizes?.stop();
    return { fault, reached, diedAt, backAt: diedAt };
  }
  if (later) await pause(STALL_MS);
  await bringBack(lane, victim, {
    change() {
      if (memory === 'emptied') lane.redis.erase();
      if (sizes) lane.redis.cut(sizes.before(diedAt - LOST_MS));
    },
    ...(armed?.home === victim && { first: armed.order }),
  });
  sizes?.stop();
  return { fault, reached, diedAt, backAt: Date.now() };
}

const slotOf = (lane: Lane, home: Home): Slot => (home === 'service' ? lane.service : lane.workers[0]);

/** What a program is told beforehand that dies at a point of its own while a room ends. */
function partOfEnd(fault: Fault | undefined): { home: Home; order: Order } | undefined {
  if (fault?.do !== 'kill' || !fault.at || fault.victim !== fault.at.home) return undefined;
  const { point, home, skip } = fault.at;
  return pointFacts[point].scene === 'end' ? { home, order: { do: 'kill', point, skip } } : undefined;
}

/** Arms the point, sets the scene, and waits until the victim is dead. */
async function reach(
  lane: Lane,
  victim: Victim,
  { point, home, skip }: { point: CrashPoint; home: Home; skip: number },
  acts: SceneActs,
): Promise<boolean> {
  const slot = slotOf(lane, home);
  const isSelf = victim === home;
  const { scene } = pointFacts[point];
  if (scene === 'orders stuck') return stickUntil(lane, slot, { do: 'kill', point, skip }, acts);
  const program = slot.current();
  const dead: Promise<unknown> = isSelf ? program.ended : program.reached();
  // One that was armed before may be dead already, and telling it anew would be for nothing.
  program.tell({ do: 'kill', point, skip, ...(!isSelf && { pids: pidsOf(lane, victim) }) });
  const undo = setScene(lane, scene, home, acts);
  try {
    await inTime(dead, REACH_MS + (scene === 'sale' ? 0 : 15_000));
    return true;
  } catch {
    slot.current().tell({ do: 'disarm' });
    return false;
  } finally {
    (await undo)();
  }
}

/** Orders are stuck again and again, because buyers who have let go of too much may be shut out for a while. */
async function stickUntil(lane: Lane, slot: Slot, order: Order, acts: SceneActs): Promise<boolean> {
  for (let tries = 0; tries < STUCK_TRIES; tries += 1) {
    if (!(await stickOrders(lane, order, acts))) return false;
    const dead = slot.current().ended.then(() => true);
    if (await inTime(dead, STALL_MS).catch(() => false)) return true;
  }
  slot.current().tell({ do: 'disarm' });
  return false;
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

interface Return {
  /** What is done to the disk before a database starts. */
  change(): void;
  /** What a program is told before it does anything. */
  first?: Order;
}

async function bringBack(lane: Lane, victim: Victim, { change, first }: Return): Promise<void> {
  switch (victim) {
    case 'service':
    case 'workers':
      return restart(slotOf(lane, victim), first);
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

async function restart(slot: Slot, first?: Order): Promise<void> {
  await slot.current().ended;
  const program = slot.start();
  if (first) program.tell(first);
  await program.ready;
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
