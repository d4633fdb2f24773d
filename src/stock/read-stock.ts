import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';

/** Stock of one SKU as sellers see it. */
export interface StockView {
  skuId: Id;
  available: number;
  /** Set aside in rooms that are not over, sold there or not. */
  inRooms: number;
  received: number;
}

/** Stock of these SKUs by id; a SKU that never had any is there with zeros. */
export async function readStock(deps: Pick<Deps, 'stock'>, skuIds: readonly Id[]): Promise<Map<Id, StockView>> {
  const views = new Map(skuIds.map((skuId) => [skuId, { skuId, available: 0, inRooms: 0, received: 0 }]));
  for (const { _id: skuId, available, received, pools } of await deps.stock.skus.find(skuIds)) {
    const inRooms = Object.values(pools).reduce((sum, { size, returned }) => sum + size - returned, 0);
    views.set(skuId, { skuId, available, inRooms, received });
  }
  return views;
}
