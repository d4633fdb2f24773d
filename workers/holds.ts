import type { Deps } from '#src/deps.ts';
import { decideDraw } from '#src/draws/decide-draw.ts';
import { expireHold } from '#src/orders/expire-hold.ts';
import type { QueueHandlers } from './types.ts';

/** Holds end, draws are made. */
export function holdJobs(deps: Deps): QueueHandlers<'holds'> {
  return {
    'hold.expire': (data) => expireHold(deps, data),
    'draw.decide': (data) => decideDraw(deps, data),
  };
}
