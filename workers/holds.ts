import type { Deps } from '#src/deps.ts';
import { expireHold } from '#src/orders/expire-hold.ts';
import type { QueueHandlers } from './types.ts';

/** Holds end. */
export function holdJobs(deps: Deps): QueueHandlers<'holds'> {
  return {
    'hold.expire': (data) => expireHold(deps, data),
  };
}
