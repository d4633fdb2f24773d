import { feedPolicy } from '../policy.ts';

/**
 * Milliseconds between two frames of a room on this node; pure. Grows with the number of local viewers, and further when
 * frames turn out to be costly, so that flushing one room stays within its share of the event loop.
 * `costMs`: how long a flush has been taking.
 */
export function flushInterval(viewers: number, costMs: number): number {
  const { flushMinMs: min, flushMaxMs: max, flushSlowViewers, flushLoopShare } = feedPolicy;
  const bySize = min + (max - min) * Math.min(1, viewers / flushSlowViewers);
  return Math.round(Math.max(bySize, costMs / flushLoopShare));
}
