import type { Id } from '#src/contract/ids.ts';
import type { FoundThing } from '#src/contract/ops.ts';
import type { Deps } from '#src/deps.ts';

/** Finds an order by its id, which is its ticket, or by its number. */
export async function searchOrders(
  deps: Pick<Deps, 'orders'>,
  by: { id: Id } | { number: string },
): Promise<FoundThing[]> {
  const order = 'id' in by ? await deps.orders.find(by.id) : await deps.orders.findByNumber(by.number);
  if (!order || order.state === 'void') return [];
  return [{ type: 'order', id: order._id, title: `${order.number} ${order.title}`, state: order.state }];
}
