import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import type { PoolRecord } from '#src/stock/pool.ts';
import { returnUnits } from '#src/stock/return-units.ts';
import { warmGate } from '#src/stock/warm-gate.ts';
import type { WarmDeps } from '#src/stock/warm-gate.ts';
import type { ShelfItemRecord } from './item.ts';
import { toOffered } from './offer.ts';

export type SyncDeps = WarmDeps & Pick<Deps, 'stock'>;

/**
 * Makes the gate sell an item as MongoDB has it and tells the room. Every change of the shelf is one update in MongoDB,
 * which leaves the item `dirty`, and then this; a process that dies in between leaves it to the sweep. May run any
 * number of times, also at once: the gate takes a revision once and never an older one.
 */
export async function syncItem(deps: SyncDeps, itemId: Id): Promise<void> {
  for (let tries = 0; tries < 10; tries += 1) {
    const item = await deps.shelf.find(itemId);
    if (!item) return;
    const pools = await deps.stock.pools.listOfItem(itemId);
    const sizes = new Map(pools.map((pool) => [pool._id, pool.size]));
    crashPoint('shelf.telling');
    const outcome = await deps.gate.sync(toOffered(item, sizes));
    crashPoint('shelf.told');
    if (outcome === 'warming') await warmGate(deps, item.room);
    if (outcome === 'done' || outcome === 'same' || outcome === 'over') {
      await settleStates(deps, item, pools);
      await deps.shelf.clean(itemId, item.revision);
      return;
    }
  }
  throw new AppError('WARMING_UP', { retryAfterMs: 1_000 });
}

/** Pools follow their item: those it offers are open, those it has dropped give back what is free. */
async function settleStates(deps: SyncDeps, item: ShelfItemRecord, pools: PoolRecord[]): Promise<void> {
  const offered = new Set(item.onShelf ? item.skus.map((sku) => sku.pool) : []);
  if (pools.some((pool) => pool.state === 'opening' && offered.has(pool._id))) {
    await deps.stock.pools.move(item._id, ['opening'], 'open');
  }
  for (const pool of pools) {
    if (offered.has(pool._id) || pool.state === 'settling' || pool.state === 'settled') continue;
    await deps.stock.pools.close(pool._id);
    await returnUnits(deps, pool._id);
  }
}
