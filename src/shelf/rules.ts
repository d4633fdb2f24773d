import type { ProductCopy } from '#src/contract/catalog.ts';
import type { ErrorCode, ErrorDetails } from '#src/contract/errors.ts';
import type { RoomStateName } from '#src/contract/rooms.ts';
import type { ShopView } from '#src/contract/shops.ts';
import type { ShelfItemRecord } from './item.ts';
import type { ShelfChange } from './model.ts';

export const SHELF_MAX = 100;

/** The shelf can be changed until the room is over. */
export function mayChangeShelf(state: RoomStateName): boolean {
  return state === 'scheduled' || state === 'live' || state === 'paused';
}

export interface Listing {
  shop: { id: string; state: ShopView['state'] } | undefined;
  product: { shopId: string; listed: boolean; online?: ProductCopy } | undefined;
}

/** Why a product cannot be put on a room's shelf; undefined when it can. Stock is decided by the allocation itself. */
export function listingProblem({ shop, product }: Listing): { code: ErrorCode; details?: ErrorDetails } | undefined {
  if (!shop) return { code: 'SHOP_NOT_LINKED' };
  if (!product) return { code: 'NOT_FOUND' };
  if (product.shopId !== shop.id || product.online?.externalUrl !== undefined) return { code: 'FOREIGN_PRODUCT' };
  if (shop.state !== 'open') return { code: 'SHOP_NOT_OPEN', details: { state: shop.state } };
  if (!product.online || !product.listed) return { code: 'PRODUCT_NOT_ONLINE', details: { listed: product.listed } };
  if (product.online.kind !== 'physical') {
    return { code: 'PRODUCT_NOT_ONLINE', details: { kind: product.online.kind } };
  }
  return undefined;
}

/**
 * What a new online copy changes on an item; no copy takes it off sale. SKUs the copy has dropped leave the item; when
 * none is left it is withdrawn as it was. Undefined when nothing changes.
 */
export function refreshedItem(
  item: ShelfItemRecord,
  copy: ProductCopy | undefined,
  version: number,
): ShelfChange | undefined {
  if (!item.onShelf) return undefined;
  const skus = item.skus.flatMap((sku) => {
    const fresh = copy?.skus.find((each) => each.id === sku.sku);
    return fresh ? [{ ...sku, name: fresh.name, listPrice: fresh.listPrice, price: fresh.price }] : [];
  });
  if (!copy || skus.length === 0) {
    return item.state === 'withdrawn' ? undefined : { state: 'withdrawn', pinnedAt: undefined };
  }
  const priceOf = (sku: string) => item.skus.find((each) => each.sku === sku)?.price;
  const isRepriced = skus.some((sku) => sku.price !== priceOf(sku.sku));
  const change = {
    title: copy.title,
    picture: copy.pictures[0],
    limit: copy.perBuyerLimit,
    skus,
    state: 'on_sale',
    priceVersion: isRepriced ? Math.max(version, item.priceVersion + 1) : item.priceVersion,
  } as const;
  const isSame = (Object.keys(change) as (keyof typeof change)[]).every(
    (key) => JSON.stringify(change[key]) === JSON.stringify(item[key]),
  );
  return isSame ? undefined : change;
}
