import type { CommandInput } from '#src/contract/commands.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import type { Actor } from '#src/platform/edge/types.ts';
import { stockShort } from './add-item.ts';
import { changeItem } from './change-item.ts';
import { requireItem, requireShelf } from './require-shelf.ts';
import type { SyncDeps } from './sync-item.ts';

type GrowDeps = SyncDeps & Pick<Deps, 'clock'>;

/** Adds units from the shop's stock to a SKU on the shelf; the same key adds them once. @throws ITEM_NOT_FOUND STOCK_SHORT */
export async function addUnits(deps: GrowDeps, actor: Actor, input: CommandInput<'shelf:add-units'>): Promise<void> {
  await requireShelf(deps, actor, input.room);
  const item = await requireItem(deps, input.room, input.item);
  const sku = item.skus.find((each) => each.sku === input.sku);
  if (!sku) throw new AppError('ITEM_NOT_FOUND', { details: { item: input.item, sku: input.sku } });
  const growing = { key: input.key, units: input.units, at: new Date(deps.clock.now()) };
  if (!(await deps.stock.pools.beginGrowth(sku.pool, growing))) {
    throw new AppError('CONFLICT', { details: { item: input.item, sku: input.sku } });
  }
  const outcome = await deps.stock.skus.grow(sku.sku, sku.pool, input.units, input.key);
  crashPoint('shelf.units-moved');
  if (outcome === 'short') {
    await deps.stock.pools.endGrowth(sku.pool, input.key);
    throw await stockShort(deps, { sku: sku.sku, size: input.units });
  }
  if (outcome === 'gone') throw new AppError('CONFLICT', { details: { item: input.item, sku: input.sku } });
  await finishGrowth(deps, { item: item._id, sku: sku.sku, pool: sku.pool, key: input.key });
}

/** Brings a pool's size from the SKU's stock, which decides it, to the pool, the item and the gate. */
export async function finishGrowth(
  deps: GrowDeps,
  { item, sku, pool, key }: { item: Id; sku: Id; pool: Id; key: string },
): Promise<void> {
  const [stock] = await deps.stock.skus.find([sku]);
  const share = stock?.pools[pool];
  if (share) {
    await deps.stock.pools.raise(pool, share.size);
    await changeItem(deps, item, () => ({}));
  }
  await deps.stock.pools.endGrowth(pool, key);
}
