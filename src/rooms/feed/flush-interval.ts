import { feedPolicy } from '../policy.ts';

/**
 * Milliseconds between two frames of a room on this node; pure. Grows with the number of local viewers, and further when
 * frames turn out to be costly, so that flushing one room stays within its share of the event loop. Only a room so large
 * that its frames would take most of the loop waits longer than the slowest tick.
 * `costMs`: how long a flush has been keeping the loop.
 */
export function flushInterval(viewers: number, costMs: number): number {
  const { flushMinMs: min, flushMaxMs: max, flushSlowViewers, flushLoopShare, flushLoopShareMax } = feedPolicy;
  const bySize = min + (max - min) * Math.min(1, viewers / flushSlowViewers);
  const byCost = Math.max(bySize, costMs / flushLoopShare);
  return Math.round(Math.max(Math.min(max, byCost), costMs / flushLoopShareMax));
}
