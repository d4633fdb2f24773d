import { setTimeout as pause } from 'node:timers/promises';
import type { Order } from './arm.ts';
import type { Lane } from './lane.ts';
import type { Home, Scene } from './points.ts';
import { inTime } from './wait.ts';

/** What only the run itself can do for a scene. */
export interface SceneActs {
  growth(): Promise<void>;
  end(): Promise<void>;
  /** Whether those who buy now pay nothing; the service makes the order of who pays at once. */
  leave(leaving: boolean): void;
  /** Settles when a scarce unit has been sold and its order is durable; answers when it was asked for. */
  scarceSold(): Promise<number>;
}

/** How long it may take until a point is reached. */
export const REACH_MS = 25_000;
/** Redis writes its file to the disk once a second; a power cut costs what came after. */
export const LOST_MS = 1_000;

/**
 * Lets happen what must go on besides the sale for `home` to reach a point. Answers what is to be undone as soon as it
 * was reached or given up.
 */
export async function setScene(lane: Lane, scene: Scene, home: Home, acts: SceneActs): Promise<() => void> {
  const [worker] = lane.workers;
  switch (scene) {
    case 'growth':
    case 'end':
      // What the scene begins may wait for the very process that dies.
      void acts[scene]();
      return () => {};
    case 'workers stopped':
      worker.current().signal('SIGSTOP');
      await pause(2_500);
      worker.current().signal('SIGCONT');
      return () => {};
    case 'redis emptied': {
      // Whoever comes first builds, so the other stands still.
      const other = (home === 'service' ? worker : lane.service).current();
      other.signal('SIGSTOP');
      await lane.redis.kill();
      lane.redis.erase();
      await lane.redis.start();
      return () => other.signal('SIGCONT');
    }
    case 'redis rewound': {
      const sizes = watchSize(lane);
      await pause(LOST_MS + 500);
      const askedAt = await inTime(acts.scarceSold(), REACH_MS).catch(() => Date.now() - LOST_MS);
      await lane.redis.kill();
      lane.redis.cut(sizes.before(askedAt));
      sizes.stop();
      await lane.redis.start();
      return () => {};
    }
    default:
      return () => {};
  }
}

/**
 * A worker dies with orders in its hands: their jobs are nobody's until its locks have run out. It stands still before,
 * so that it takes many at once: of a single one the buyer might be rid before its hold is over.
 */
export async function stickOrders(lane: Lane, first: Order, acts: SceneActs): Promise<boolean> {
  const [slot] = lane.workers;
  acts.leave(true);
  slot.current().signal('SIGSTOP');
  await pause(1_000);
  slot.current().tell({ do: 'kill', point: 'units.claiming', skip: 3 });
  slot.current().signal('SIGCONT');
  const isDead = await inTime(slot.current().ended, REACH_MS).then(
    () => true,
    () => false,
  );
  acts.leave(false);
  if (isDead) {
    // What is stuck is decided as soon as somebody is back, who must be armed before.
    const program = slot.start();
    program.tell(first);
    await Promise.race([program.ready.catch(() => {}), program.ended]);
  } else slot.current().tell({ do: 'disarm' });
  return isDead;
}

/** Remembers how long Redis's file was at each moment. */
export function watchSize(lane: Lane): { before(moment: number): number; stop(): void } {
  const seen: { at: number; size: number }[] = [];
  const look = () => seen.push({ at: Date.now(), size: lane.redis.size() });
  look();
  const timer = setInterval(look, 50);
  return {
    before: (moment) => (seen.findLast(({ at }) => at <= moment) ?? seen[0]!).size,
    stop: () => clearInterval(timer),
  };
}
