import type { Id } from '#src/contract/ids.ts';
import type { ShelfItem } from '#src/contract/shelf.ts';
import type { Deps } from '#src/deps.ts';
import { readLeft } from '#src/stock/read-left.ts';
import type { ShelfItemRecord } from './item.ts';
import { toShelfItem } from './offer.ts';

/** A room's shelf in its order, as a snapshot shows it; stock from Redis, or from MongoDB when Redis has lost the room. */
export async function readShelf(deps: Pick<Deps, 'shelf' | 'stock' | 'gate'>, roomId: Id): Promise<ShelfItem[]> {
  const items = await deps.shelf.listOnShelf(roomId);
  if (items.length === 0) return [];
  const pools = await deps.stock.pools.listOfRoom(roomId);
  const sizes = new Map(pools.map((pool) => [pool._id, pool.size]));
  const offered = new Set(items.flatMap((item) => item.skus.map((sku) => sku.pool)));
  const open = pools.filter((pool) => offered.has(pool._id) && pool.state !== 'settled');
  const left = await readLeft(deps, roomId, open);
  return items.map((item) => toShelfItem(item, sizes, left));
}

/** What is pinned, and since when (ISO). */
export async function readPinned(deps: Pick<Deps, 'shelf'>, roomId: Id): Promise<{ itemId: Id; at: string } | null> {
  const pinned = newestPin(await deps.shelf.listOnShelf(roomId));
  return pinned ? { itemId: pinned._id, at: pinned.pinnedAt!.toISOString() } : null;
}

/** Pinning takes two updates, so for a moment two items may say that they are pinned: the later one is. */
export function newestPin(items: readonly ShelfItemRecord[]): ShelfItemRecord | undefined {
  return items
    .filter((item) => item.state === 'on_sale' && item.pinnedAt)
    .toSorted((a, b) => b.pinnedAt!.getTime() - a.pinnedAt!.getTime())[0];
}
