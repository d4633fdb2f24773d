import { findProduct } from '#src/catalog/find-product.ts';
import { findLinkedShop } from '#src/channels/find-linked-shop.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { changeItem } from './change-item.ts';
import type { ShelfItemRecord } from './item.ts';
import { refreshedItem } from './rules.ts';
import type { SyncDeps } from './sync-item.ts';

type RefreshDeps = SyncDeps & Pick<Deps, 'clock' | 'products' | 'channels' | 'shops'>;

/**
 * Brings a product's online copy to every shelf it is on: words, pictures and prices, or its withdrawal when it is not
 * listed any more. A changed price gets a new price version, so nobody buys at one they have not seen.
 */
export async function refreshProduct(deps: RefreshDeps, productId: Id): Promise<void> {
  const product = await findProduct(deps, productId);
  for (const item of await deps.shelf.listEverywhere({ product: productId })) {
    const sellable = product?.listed && product.online && (await isShopSelling(deps, item));
    const copy = sellable ? product.online : undefined;
    await changeItem(deps, item._id, (current) => refreshedItem(current, copy, product?.version ?? 0));
  }
}

async function isShopSelling(deps: RefreshDeps, item: ShelfItemRecord): Promise<boolean> {
  const room = await deps.rooms.find(item.room);
  const shop = room && (await findLinkedShop(deps, room.channelId));
  return shop?.id === item.shop && shop.state === 'open';
}
