import type { Fault } from './fault.ts';
import { nameOf } from './run.ts';
import type { RunResult } from './run.ts';

const seconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(1)} s`;

function rowOf(faults: readonly Fault[]): string {
  const [fault] = faults;
  if (faults.length > 2) return 'many failures, one after the other';
  if (faults.length > 1) return 'two failures, one after the other';
  if (fault!.do === 'pause redis') return 'Redis paused for 15 s';
  if (fault!.do === 'block') return `${fault!.victim}: event loop blocked for 40 s`;
  const back = fault!.later ? 'restarted after its jobs were reassigned' : 'restarted at once';
  if (fault!.victim === 'redis' && fault!.memory === 'emptied') return `Redis emptied, ${back}`;
  if (fault!.victim === 'redis' && fault!.memory === 'rewound') return `Redis without its last second, ${back}`;
  const names = {
    service: 'service node',
    workers: 'workers',
    redis: 'Redis',
    mongodb: 'MongoDB',
    media: 'media worker',
  };
  return `${names[fault!.victim]} killed, ${back}`;
}

/** Calls that got no answer. */
function unknownOf({ calls }: RunResult): number {
  return [...calls].reduce((sum, [name, count]) => (name.includes(' unknown ') ? sum + count : sum), 0);
}

/** The table that goes into the README. */
export function toTable(results: readonly RunResult[]): string {
  const rows = Map.groupBy(results, ({ plan }) => rowOf(plan.faults));
  const max = (all: RunResult[], of: (result: RunResult) => number) => Math.max(0, ...all.map(of));
  const sum = (all: RunResult[], of: (result: RunResult) => number) => all.reduce((total, each) => total + of(each), 0);
  const line = (name: string, all: RunResult[]) => {
    const points = new Set(
      all.flatMap(({ plan, missed }) =>
        plan.faults.flatMap((fault) =>
          fault.do === 'kill' && fault.at && !missed.includes(fault) ? [fault.at.point] : [],
        ),
      ),
    );
    const broken = all.filter((each) => each.problems.length > 0).length;
    const cells = [
      name,
      all.length,
      points.size,
      sum(all, (each) => each.accepted),
      sum(all, unknownOf),
      broken,
      seconds(max(all, (each) => each.slowestBack)),
      seconds(max(all, (each) => each.slowestOrder)),
    ];
    return `| ${cells.join(' | ')} |`;
  };
  return [
    '| Failure in mid-sale | runs | crash points | purchases accepted | answers lost | runs that broke a promise | max. time to sell again | max. time to order |',
    '|---|--:|--:|--:|--:|--:|--:|--:|',
    ...[...rows].toSorted(([a], [b]) => a.localeCompare(b)).map(([name, all]) => line(name, all)),
    line('**all**', [...results]),
  ].join('\n');
}

/** One line per run while they go on. */
export function toLine(result: RunResult): string {
  const { plan, problems, late, missed, accepted, orders, slowestBack, slowestOrder, tookMs } = result;
  const verdict = problems.length + late.length > 0 ? '✗' : missed.length > 0 ? '?' : '✓';
  const facts = `${accepted} accepted, ${orders} orders, ${unknownOf(result)} unknown`;
  const times = `back ${seconds(slowestBack)}, order ${seconds(slowestOrder)}`;
  return `${verdict} ${plan.name} — seed ${plan.seed}: ${facts}, ${times} (${seconds(tookMs)})${missed.length > 0 ? ` NOT REACHED: ${missed.map(nameOf).join('; ')}` : ''}`;
}
