import { stockPolicy } from './policy.ts';

/** Units of a pool that one buyer may hold unpaid. */
export function mostHeld(size: number): number {
  return Math.max(Math.ceil(size * stockPolicy.poolShare), stockPolicy.poolShareFloor);
}
