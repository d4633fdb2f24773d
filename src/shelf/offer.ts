import type { Id } from '#src/contract/ids.ts';
import type { ShelfItem, ShelfSku } from '#src/contract/shelf.ts';
import type { OfferedItem } from '#src/stock/gate-items.ts';
import type { ShelfItemRecord, ShelfSkuRecord } from './item.ts';

/** Sizes of pools by id. */
export type PoolSizes = ReadonlyMap<Id, number>;

/** The item as the gate sells it. */
export function toOffered(item: ShelfItemRecord, sizes: PoolSizes): OfferedItem {
  const gone = item.state === 'removed' || item.state === 'abandoned';
  return {
    room: item.room,
    item: item._id,
    product: item.product,
    revision: item.revision,
    state: gone ? 'removed' : (item.state as 'on_sale' | 'withdrawn'),
    version: item.priceVersion,
    limit: item.limit,
    mode: item.mode ?? 'first_tap',
    members: members(facts(item)),
    skus: gone ? [] : item.skus.map((sku) => toOfferedSku(sku, sizes.get(sku.pool) ?? 0)),
  };
}

function toOfferedSku(sku: ShelfSkuRecord, size: number): OfferedItem['skus'][number] {
  return { sku: sku.sku, pool: sku.pool, price: sku.price, size, members: members(skuFacts(sku, size)) };
}

/** The item as viewers see it; `left` by pool. */
export function toShelfItem(item: ShelfItemRecord, sizes: PoolSizes, left: ReadonlyMap<Id, number>): ShelfItem {
  return {
    itemId: item._id,
    productId: item.product,
    ...facts(item),
    skus: item.skus.map((sku) => ({ ...skuFacts(sku, sizes.get(sku.pool) ?? 0), left: left.get(sku.pool) ?? 0 })),
  };
}

function facts(item: ShelfItemRecord): Omit<ShelfItem, 'itemId' | 'productId' | 'skus'> {
  return {
    title: item.title,
    ...(item.picture && { picture: item.picture }),
    priceVersion: item.priceVersion,
    ...(item.limit !== undefined && { perBuyerLimit: item.limit }),
    ...(item.mode && { mode: item.mode }),
    ...(item.drawSeconds !== undefined && { drawSeconds: item.drawSeconds }),
    state: item.state === 'on_sale' ? 'on_sale' : 'withdrawn',
  };
}

function skuFacts(sku: ShelfSkuRecord, size: number): Omit<ShelfSku, 'left'> {
  const { name, listPrice, price } = sku;
  return { skuId: sku.sku, poolId: sku.pool, name, listPrice, price, size };
}

/** The members of a JSON object without its braces, for scripts that add to it. */
function members(value: object): string {
  return JSON.stringify(value).slice(1, -1);
}
