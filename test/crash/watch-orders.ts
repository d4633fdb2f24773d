import type { Composed } from '#src/compose.ts';
import type { Fault, FaultReport } from './fault.ts';
import type { History } from './history.ts';
import { pointFacts } from './points.ts';
import type { RunPlan } from './run.ts';
import { inTime } from './wait.ts';

const EVERY_MS = 250;

/** True for a worker's death after which there is a worker, and a Redis that knows what it knew. */
function leavesWorkers(fault: Fault, plan: RunPlan): boolean {
  if (fault.do !== 'kill' || fault.victim !== 'workers') return false;
  const scene = fault.at && pointFacts[fault.at.point].scene;
  if (scene === 'redis emptied' || scene === 'redis rewound') return false;
  return !fault.later || plan.workers === 2;
}

/** Notes when the order of each accepted ticket was seen in MongoDB for the first time. */
export function watchOrders(deps: Composed, history: History) {
  const seen = new Map<string, number>();
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  async function look(): Promise<void> {
    const missing = [...history.accepted().keys()].filter((ticket) => !seen.has(ticket));
    const rows = deps.mongo
      .collection<{ _id: string }>('orders')
      .find({ _id: { $in: missing } }, { projection: { _id: 1 } })
      .toArray();
    for (const { _id } of await inTime(rows, 2_000)) seen.set(_id, Date.now());
  }
  const next = () => {
    if (closed) return;
    timer = setTimeout(
      () =>
        void look()
          .catch(() => {})
          .finally(next),
      EVERY_MS,
    );
  };
  next();
  return {
    count: () => seen.size,
    /** When a ticket's order, a void one too, was there for certain; milliseconds. */
    seenAt: (ticket: string) => seen.get(ticket),
    /**
     * The longest anybody's order took after a worker was killed, in milliseconds, counted from the last kill before it
     * or from the acceptance, whichever came later. Only where somebody is there to make orders (another worker, or the
     * same one started again at once), and nothing else went wrong since.
     */
    slowest(reports: readonly FaultReport[], plan: RunPlan): number {
      const faults = reports.filter(({ reached }) => reached);
      let slowest = 0;
      for (const [ticket, { at }] of history.accepted()) {
        const durable = seen.get(ticket) ?? 0;
        const last = faults.findLast(({ diedAt }) => diedAt <= durable);
        if (!last || at > last.diedAt + 3_000 || !leavesWorkers(last.fault, plan)) continue;
        slowest = Math.max(slowest, durable - Math.max(at, last.diedAt) - EVERY_MS);
      }
      return Math.max(0, slowest);
    },
    stop() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
