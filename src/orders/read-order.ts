import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import type { OrderRecord } from './order.ts';
import type { Party } from './rules.ts';

/** What somebody who may see an order is to it; an account that is several things acts as the first of them. */
export function partyOf(order: Pick<OrderRecord, 'buyer' | 'seller'>, actor: Member): Party {
  if (order.buyer === actor.id) return 'buyer';
  return order.seller === actor.id ? 'seller' : 'operator';
}

/** The order, for its buyer, its seller and operators; nobody else learns that it exists. @throws NOT_FOUND */
export async function requireVisibleOrder(deps: Pick<Deps, 'orders'>, actor: Member, id: Id): Promise<OrderRecord> {
  const order = await deps.orders.find(id);
  const isParty = order && (order.buyer === actor.id || order.seller === actor.id || actor.role === 'operator');
  if (!order || !isParty || order.state === 'void') throw new AppError('NOT_FOUND');
  return order;
}
