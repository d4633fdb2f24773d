import type { Deps } from '#src/deps.ts';
import type { OrderRecord } from './order.ts';
import { toOrderView } from './present.ts';

/** Shows the order, as it is now, wherever its buyer is connected; a void one is only named. */
export function tellBuyer(deps: Pick<Deps, 'announce'>, order: OrderRecord): void {
  if (order.state === 'void') deps.announce.toAccount(order.buyer, 'purchase:void', { ticket: order._id });
  else deps.announce.toAccount(order.buyer, 'order:changed', { order: toOrderView(order) });
}
