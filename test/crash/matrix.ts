import { crashPoints } from '#src/platform/crash-point.ts';
import type { CrashPoint } from '#src/platform/crash-point.ts';
import type { Memory, Victim } from './fault.ts';
import { pointFacts } from './points.ts';
import type { Home } from './points.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { nameOf } from './run.ts';
import type { RunPlan } from './run.ts';

export const PAUSE_MS = 15_000;
const BLOCK_MS = 40_000;

type Shape = Pick<RunPlan, 'hold' | 'workers' | 'faults'>;

/** Points reached while things are sold, where another part may be killed from. */
const salePoints = crashPoints.filter((point) => pointFacts[point].scene === 'sale' && !pointFacts[point].rare);

/** Programs killed at each of their own points, at once back or after their jobs have become others'. */
function ownDeaths(random: Random): Shape[] {
  return crashPoints.flatMap((point) =>
    pointFacts[point].homes.flatMap((home) => [false, true].map((later) => ownDeath(random, point, home, later))),
  );
}

export function ownDeath(random: Random, point: CrashPoint, home: Home, later: boolean): Shape {
  const { scene, hold, rare } = pointFacts[point];
  // A rare point is reached by whichever worker there is, so there must be one only.
  const workers = later && home === 'workers' && scene === 'sale' && !rare ? 2 : 1;
  const at = { point, home, skip: rare ? 0 : random.whole(0, 6) };
  return { hold, workers, faults: [{ do: 'kill', victim: home, at, later }] };
}

/** A database dies just when one of our programs is at a point, or at any moment. */
function serverDeath(random: Random, victim: Victim, later: boolean, memory?: Memory): Shape {
  const point = random.pick([...salePoints, undefined]);
  const at = point && { point, home: random.pick(pointFacts[point].homes), skip: random.whole(0, 6) };
  return { hold: 3, workers: 1, faults: [{ do: 'kill', victim, later, ...(at && { at }), ...(memory && { memory }) }] };
}

function serverDeaths(random: Random): Shape[] {
  const both = [false, true];
  return [
    ...both.flatMap((later) =>
      (['kept', 'rewound', 'emptied'] as const).flatMap((memory) => [
        serverDeath(random, 'redis', later, memory),
        serverDeath(random, 'redis', later, memory),
      ]),
    ),
    ...both.flatMap((later) => [1, 2, 3].map(() => serverDeath(random, 'mongodb', later))),
    { hold: 3, workers: 1, faults: [{ do: 'kill', victim: 'media', later: false }] },
    { hold: 3, workers: 1, faults: [{ do: 'pause redis', milliseconds: PAUSE_MS }] },
    { hold: 12, workers: 1, faults: [{ do: 'pause redis', milliseconds: PAUSE_MS }] },
    { hold: 3, workers: 1, faults: [{ do: 'block', victim: 'service', milliseconds: BLOCK_MS }] },
    { hold: 3, workers: 1, faults: [{ do: 'block', victim: 'workers', milliseconds: BLOCK_MS }] },
    { hold: 12, workers: 2, faults: [{ do: 'block', victim: 'workers', milliseconds: BLOCK_MS }] },
  ];
}

/** Two deaths in one sale, the second while the first is hardly over. */
function doubleDeath(random: Random): Shape {
  const one = () => {
    const point = random.pick(salePoints);
    const home = random.pick(pointFacts[point].homes);
    const { hold, faults } = ownDeath(random, point, home, false);
    return {
      hold,
      fault:
        random.next() < 0.6 ? faults[0]! : serverDeath(random, random.pick(['redis', 'mongodb']), false).faults[0]!,
    };
  };
  const [first, second] = [one(), one()];
  return { hold: first.hold, workers: 1, faults: [first.fault, second.fault] };
}

/**
 * The matrix: every part at every point, and what is left of `runs` filled with two deaths in one sale. With fewer runs
 * than that, a selection drawn by the seed. Each run has a seed of its own; `only` keeps those whose name contains it.
 */
export function buildMatrix({
  runs,
  seed,
  only,
}: {
  runs: number;
  seed: number;
  only?: string | undefined;
}): RunPlan[] {
  const random = createRandom(seed);
  const base = [...serverDeaths(random), ...ownDeaths(random)];
  while (base.length < runs) base.push(doubleDeath(random));
  const plans = base.map((shape, index): RunPlan => ({
    ...shape,
    seed: seed + index,
    name: shape.faults.map(nameOf).join('; '),
  }));
  const wanted = only === undefined ? plans : plans.filter((plan) => plan.name.includes(only));
  // Runs with the same hold follow each other, since another one means new processes.
  return random
    .shuffle(wanted)
    .slice(0, runs)
    .toSorted((a, b) => a.hold - b.hold);
}
