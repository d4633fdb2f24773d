import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { refreshProduct } from '#src/shelf/refresh-product.ts';

/** Products of one shop that are looked at; a room's shelf holds far fewer. */
const PRODUCTS_MAX = 1_000;

/** A shop sells again, or is linked again: its products that are still on shelves come back on sale. */
export async function refreshShop(deps: Deps, shopId: Id): Promise<void> {
  for (const product of await deps.products.onlineOfShop(shopId, PRODUCTS_MAX)) {
    await refreshProduct(deps, product._id);
  }
}
