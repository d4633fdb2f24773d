import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';

/** Has a draw made when its window has closed; one job per item at a time. */
export function enqueueDraw(deps: Pick<Deps, 'queues'>, room: Id, item: Id, delay = 0): Promise<void> {
  const options = { jobId: `draw-${item}`, delay: Math.max(0, delay), removeOnComplete: true, removeOnFail: true };
  return deps.queues.add('holds', 'draw.decide', { room, item }, options);
}
