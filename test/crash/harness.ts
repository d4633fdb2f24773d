import { join } from 'node:path';
import type { Composed } from '#src/compose.ts';
import { openLane } from './lane.ts';
import type { Lane } from './lane.ts';
import { doRun } from './run.ts';
import type { RunPlan, RunResult } from './run.ts';
import type { ServerParts } from './server.ts';
import { inTime } from './wait.ts';
import { lookInto } from './world.ts';

/** Where the launcher found the servers and where their data may be. */
export function harnessFromEnv(): { parts: ServerParts; folder: string; logs: string } {
  const { CRASH_PARTS, CRASH_FOLDER, CRASH_LOGS } = process.env;
  if (!CRASH_PARTS || !CRASH_FOLDER || !CRASH_LOGS)
    throw new Error('the servers are not given: run this by `npm run crash`');
  return { parts: JSON.parse(CRASH_PARTS) as ServerParts, folder: CRASH_FOLDER, logs: CRASH_LOGS };
}

/** SecantusDB reads a whole collection for "this order, if it is still placed", so that many runs would slow each other. */
const RUNS_PER_PLACE = 12;

/** Does the runs on `lanes` deployments side by side; each takes the next plan when it has done one. */
export async function doRuns(
  plans: readonly RunPlan[],
  { lanes, onResult }: { lanes: number; onResult(result: RunResult): void },
): Promise<RunResult[]> {
  const { parts, folder, logs } = harnessFromEnv();
  const waiting = [...plans];
  const results: RunResult[] = [];
  async function work(number: number): Promise<void> {
    let place: Place | undefined;
    let openings = 0;
    let runs = 0;
    try {
      for (let plan = waiting.shift(); plan; plan = waiting.shift()) {
        const name = `lane-${number}-${(openings += 1)}`;
        place ??= await openPlace(parts, join(folder, name), join(logs, name));
        const result = await doRun(place.lane, place.deps, plan).catch((error: unknown) => failed(plan, error));
        results.push(result);
        onResult(result);
        runs += 1;
        // Nobody knows what a run that could not be brought to its end has left behind.
        if (result.tookMs > 0 && runs < RUNS_PER_PLACE) continue;
        await close(place);
        place = undefined;
        runs = 0;
      }
    } finally {
      if (place) await close(place);
    }
  }
  await Promise.all(Array.from({ length: Math.min(lanes, plans.length) }, (_, index) => work(index + 1)));
  return results;
}

interface Place {
  lane: Lane;
  deps: Composed;
}

async function close({ deps, lane }: Place): Promise<void> {
  // The stores say goodbye to servers that may be gone.
  await inTime(deps.close(), 5_000).catch(() => {});
  await lane.close();
}

/** A run whose harness failed proves nothing, so it counts as broken. */
function failed(plan: RunPlan, error: unknown): RunResult {
  const problems = [`the run could not be finished: ${String(error)} ${String((error as Error).cause ?? '')}`];
  const none = { accepted: 0, orders: 0, calls: new Map(), slowestBack: 0, slowestOrder: 0, tookMs: 0 };
  return { plan, problems, late: [], missed: [], ...none };
}

async function openPlace(parts: ServerParts, folder: string, logs: string): Promise<Place> {
  const lane = await openLane(parts, folder, logs);
  return { lane, deps: await lookInto(lane) };
}
