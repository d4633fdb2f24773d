import type { Deps } from '#src/deps.ts';
import type { PoolRecord } from '#src/stock/pool.ts';
import type { ShelfItemRecord } from './item.ts';

type Unplaced = Pick<ShelfItemRecord, '_id' | 'room' | 'product' | 'shop'> & { at: Date };

/**
 * Gives up adding an item and returns what its pools got. The item's unique id decides: inserted as `abandoned` here,
 * nobody can put it on the shelf any more. Answers false when it is on the shelf already.
 */
export async function abandonItem(
  deps: Pick<Deps, 'shelf' | 'stock' | 'clock'>,
  { _id, room, product, shop, at }: Unplaced,
  pools: readonly PoolRecord[],
): Promise<boolean> {
  const tombstone: ShelfItemRecord = {
    _id,
    room,
    product,
    shop,
    at,
    state: 'abandoned',
    seller: '-',
    channelName: '-',
    title: '-',
    priceVersion: 0,
    order: 0,
    skus: [],
    revision: 1,
  };
  if ((await deps.shelf.insert(tombstone)) !== 'done') {
    const decided = await deps.shelf.find(_id);
    if (decided && decided.state !== 'abandoned') return false;
  }
  for (const pool of pools) {
    await deps.stock.skus.bar(pool.sku, pool._id, pool.room);
    await deps.stock.pools.settle(pool._id, { sold: 0, returned: pool.size, at: new Date(deps.clock.now()) });
  }
  return true;
}
