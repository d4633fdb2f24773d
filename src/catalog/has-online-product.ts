import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';

/** True once a product of the shop has passed review and is listed. */
export async function hasOnlineProduct(deps: Pick<Deps, 'products'>, shopId: Id): Promise<boolean> {
  return (await deps.products.onlineOfShop(shopId, 1)).length > 0;
}
