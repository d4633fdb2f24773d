import { join } from 'node:path';
import type { Composed } from '#src/compose.ts';
import { openLane } from './lane.ts';
import type { Lane } from './lane.ts';
import { doRun } from './run.ts';
import type { RunPlan, RunResult } from './run.ts';
import type { ServerParts } from './server.ts';
import { lookInto } from './world.ts';

/** Where the launcher found the servers and where their data may be. */
export function harnessFromEnv(): { parts: ServerParts; folder: string; logs: string } {
  const { CRASH_PARTS, CRASH_FOLDER, CRASH_LOGS } = process.env;
  if (!CRASH_PARTS || !CRASH_FOLDER || !CRASH_LOGS)
    throw new Error('the servers are not given: run this by `npm run crash`');
  return { parts: JSON.parse(CRASH_PARTS) as ServerParts, folder: CRASH_FOLDER, logs: CRASH_LOGS };
}

/** Does the runs on `lanes` deployments side by side; each takes the next plan when it has done one. */
export async function doRuns(
  plans: readonly RunPlan[],
  { lanes, onResult }: { lanes: number; onResult(result: RunResult): void },
): Promise<RunResult[]> {
  const { parts, folder, logs } = harnessFromEnv();
  const waiting = [...plans];
  const results: RunResult[] = [];
  async function work(number: number): Promise<void> {
    let place: { lane: Lane; deps: Composed } | undefined;
    try {
      for (let plan = waiting.shift(); plan; plan = waiting.shift()) {
        place ??= await openPlace(parts, join(folder, `lane-${number}`), join(logs, `lane-${number}`));
        const result = await doRun(place.lane, place.deps, plan);
        results.push(result);
        onResult(result);
      }
    } finally {
      await place?.deps.close();
      await place?.lane.close();
    }
  }
  await Promise.all(Array.from({ length: Math.min(lanes, plans.length) }, (_, index) => work(index + 1)));
  return results;
}

async function openPlace(parts: ServerParts, folder: string, logs: string): Promise<{ lane: Lane; deps: Composed }> {
  const lane = await openLane(parts, folder, logs);
  return { lane, deps: await lookInto(lane) };
}
