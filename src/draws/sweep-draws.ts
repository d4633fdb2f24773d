import type { Deps } from '#src/deps.ts';
import { enqueueDraw } from './enqueue.ts';
import { drawPolicy } from './policy.ts';

/** Has every draw made whose window is over and whose job was lost, and those that were left half made. */
export async function sweepDraws(deps: Pick<Deps, 'gate' | 'windows' | 'draws' | 'queues' | 'clock'>): Promise<void> {
  const now = deps.clock.now();
  for (const room of await deps.gate.activeRooms()) {
    for (const item of await deps.windows.listDue(room, now)) await enqueueDraw(deps, room, item);
  }
  for (const { room, item } of await deps.draws.listClosed(new Date(now - drawPolicy.abandonedMs))) {
    await enqueueDraw(deps, room, item);
  }
}
