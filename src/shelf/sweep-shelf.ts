import type { Deps } from '#src/deps.ts';
import { stockPolicy } from '#src/stock/policy.ts';
import type { PoolRecord } from '#src/stock/pool.ts';
import { abandonItem } from './abandon-item.ts';
import { finishGrowth } from './add-units.ts';
import { syncItem } from './sync-item.ts';
import type { SyncDeps } from './sync-item.ts';

/** Finishes changes of shelves that a process has left half done: additions, growths, and what the gate was not told. */
export async function sweepShelf(deps: SyncDeps & Pick<Deps, 'clock'>): Promise<void> {
  const before = new Date(deps.clock.now() - stockPolicy.abandonedMs);
  const attempt = (work: Promise<unknown>) =>
    work.catch((error: unknown) => deps.log.warn({ err: error as Error }, 'finishing a change of a shelf failed'));
  const left = await deps.stock.pools.listLeft(before);
  const opening = Map.groupBy(
    left.filter((pool) => pool.state === 'opening'),
    (pool) => pool.item,
  );
  for (const [item, pools] of opening) await attempt(finishAdding(deps, item, pools));
  for (const { item, sku, _id: pool, growing } of left) {
    if (growing) await attempt(finishGrowth(deps, { item, sku, pool, key: growing.key }));
  }
  for (const item of await deps.shelf.listDirty(before)) await attempt(syncItem(deps, item._id));
}

async function finishAdding(deps: SyncDeps, item: string, pools: PoolRecord[]): Promise<void> {
  const [{ room, product, shop, at }] = pools as [PoolRecord];
  if (!(await abandonItem(deps, { _id: item, room, product, shop, at }, pools))) await syncItem(deps, item);
}
