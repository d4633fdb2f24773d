import type { Id } from '#src/contract/ids.ts';
import type { ShelfItemRecord } from './item.ts';

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

/** Describes one SKU of an item, also after it has left the shelf. */
export function describeItem(item: ShelfItemRecord, skuId: Id): ItemDescription {
  const { product, shop, seller, channelName, title, picture } = item;
  const skuName = item.skus.find((sku) => sku.sku === skuId)?.name ?? '';
  return { product, shop, seller, channelName, title, skuName, ...(picture && { picture }) };
}
