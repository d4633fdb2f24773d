import { crashPoints } from '#src/platform/crash-point.ts';
import type { Fault, Memory, Victim } from './fault.ts';
import { PAUSE_MS, ownDeath } from './matrix.ts';
import { pointFacts } from './points.ts';
import type { Home, Scene } from './points.ts';
import { createRandom } from './random.ts';
import type { RunPlan, RunResult } from './run.ts';

/** A standstill after which a worker's jobs have long been others'. */
const BLOCK_MS = 12_000;
/** Deaths in one sale at most: with more of them it takes longer until what the first ones left behind is mended. */
const DEATHS_PER_SALE = 14;

const AGAIN = ', again for what was missed';

/**
 * Every victim and every point once, in few sales: what a change is tested with. Workers die in sales with long holds,
 * since those of short ones end while a dead worker's orders are stuck, and then the room is counted anew each time.
 */
export function buildSlice(seed: number): RunPlan[] {
  const random = createRandom(seed);
  const deaths = (home: Home, ...scenes: Scene[]): Fault[] =>
    crashPoints
      .filter((point) => scenes.includes(pointFacts[point].scene) && pointFacts[point].homes[0] === home)
      .flatMap((point) => ownDeath(random, point, home, false).faults);
  const kill = (victim: Victim, memory: Memory = 'kept'): Fault => ({ do: 'kill', victim, later: false, memory });
  const plans: Pick<RunPlan, 'name' | 'hold' | 'faults'>[] = [
    ...sales('workers at their points', 12, deaths('workers', 'sale')),
    ...sales('service at its points', 3, [
      ...deaths('service', 'growth', 'workers stopped', 'sale'),
      ...deaths('service', 'end'),
    ]),
    ...sales('servers', 3, [
      kill('media'),
      kill('mongodb'),
      kill('redis'),
      ...deaths('service', 'redis emptied', 'redis rewound'),
      ...deaths('workers', 'redis emptied', 'redis rewound'),
      { do: 'pause redis', milliseconds: PAUSE_MS },
      { do: 'block', victim: 'workers', milliseconds: BLOCK_MS },
    ]),
    ...sales('workers with orders stuck, and at the end', 3, [
      ...deaths('workers', 'orders stuck'),
      ...deaths('workers', 'end'),
    ]),
  ];
  return plans.map((plan) => ({ ...plan, seed, workers: 1 }));
}

/** What a sale did not come to gets another one: a rare point is reached by chance, and only one that never is tells something. */
export function secondChances(results: readonly RunResult[]): RunPlan[] {
  return results
    .filter(({ missed }) => missed.length > 0)
    .map(({ plan, missed }) => ({ ...plan, name: `${plan.name.replace(AGAIN, '')}${AGAIN}`, faults: missed }));
}

function sales(name: string, hold: number, faults: Fault[]): Pick<RunPlan, 'name' | 'hold' | 'faults'>[] {
  const count = Math.ceil(faults.length / DEATHS_PER_SALE);
  const size = Math.ceil(faults.length / count);
  return Array.from({ length: count }, (_, index) => ({
    name: count === 1 ? name : `${name}, sale ${index + 1} of ${count}`,
    hold,
    faults: faults.slice(index * size, (index + 1) * size),
  }));
}
