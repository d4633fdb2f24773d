import type { Deps } from '#src/deps.ts';
import { createOrder } from '#src/orders/create-order.ts';
import type { QueueHandlers } from './types.ts';

/** Accepted tickets become orders. */
export function orderJobs(deps: Deps): QueueHandlers<'orders'> {
  return {
    'order.create': async (data) => void (await createOrder(deps, data)),
  };
}
