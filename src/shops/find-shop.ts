import type { Id } from '#src/contract/ids.ts';
import type { ShopType, ShopView } from '#src/contract/shops.ts';
import type { Deps } from '#src/deps.ts';

/** What other features need to know of a shop. */
export interface ShopFacts {
  id: Id;
  ownerId: Id;
  type: ShopType;
  name: string;
  state: ShopView['state'];
}

export async function findShop(deps: Pick<Deps, 'shops'>, shopId: Id): Promise<ShopFacts | undefined> {
  const shop = await deps.shops.find(shopId);
  return shop && { id: shop._id, ownerId: shop.ownerId, type: shop.type, name: shop.name, state: shop.state };
}
