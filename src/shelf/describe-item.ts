import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';

/** What an order keeps of the item it bought. */
export interface ItemDescription {
  product: Id;
  shop: Id;
  seller: Id;
  channelName: string;
  title: string;
  skuName: string;
  picture?: Id;
}

/** Describes one SKU of an item, also after it has left the shelf. @throws ITEM_NOT_FOUND */
export async function describeItem(deps: Pick<Deps, 'shelf'>, itemId: Id, skuId: Id): Promise<ItemDescription> {
  const item = await deps.shelf.find(itemId);
  if (!item) throw new AppError('ITEM_NOT_FOUND', { details: { item: itemId } });
  const { product, shop, seller, channelName, title, picture } = item;
  const skuName = item.skus.find((sku) => sku.sku === skuId)?.name ?? '';
  return { product, shop, seller, channelName, title, skuName, ...(picture && { picture }) };
}
