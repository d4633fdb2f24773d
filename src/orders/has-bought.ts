import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';

/** Whether an account has a paid order with a seller that was not refunded. */
export async function hasBought(deps: Pick<Deps, 'orders'>, buyer: Id, seller: Id): Promise<boolean> {
  return deps.orders.hasPaid(buyer, seller);
}
