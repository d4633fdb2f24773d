import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { soldStates } from '#src/orders/rules.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import type { PoolRecord } from './pool.ts';
import type { PoolShare } from './sku-model.ts';
import { serialOf } from './unit.ts';

export type ReturnDeps = Pick<Deps, 'gate' | 'stock' | 'clock' | 'log'>;

/**
 * Brings a pool that has left the shelf up to date with its shop: all units that are neither claimed nor in the hands of
 * a live ticket are back. The SKU's one document is the arbiter, so any number of calls return a unit once.
 */
export async function returnUnits(deps: ReturnDeps, poolId: Id): Promise<void> {
  const pool = await deps.stock.pools.find(poolId);
  // One that is still being put on the shelf has units on their way to the gate, whose offer Redis may just have lost.
  if (pool?.state !== 'closing' && pool?.state !== 'settling') return;
  for (let tries = 0; tries < 5; tries += 1) {
    const share = await shareOf(deps, pool);
    if (!share) return;
    const occupied = await countOccupied(deps, pool);
    const returned = share.size - occupied;
    if (returned === share.returned) return;
    if (await deps.stock.skus.moveReturned(pool.sku, poolId, share.returned, returned)) return;
  }
  deps.log.warn({ pool: poolId }, 'units of a closing pool could not be returned yet');
}

/** Ends a pool for good: what is not claimed returns, what is claimed is sold. Only when no ticket of the room is live. */
export async function settlePool(deps: ReturnDeps & Pick<Deps, 'orders'>, pool: PoolRecord): Promise<void> {
  const sold = await countSold(deps, pool);
  const share = await shareOf(deps, pool);
  if (!share || share.size === 0) {
    // Whoever began to put it on the shelf and comes late must not move units into it any more.
    await deps.stock.skus.bar(pool.sku, pool._id, pool.room);
  } else if (!(await deps.stock.skus.settle(pool.sku, pool._id, share, sold))) {
    throw new Error(`pool ${pool._id} changed while it was being settled`);
  }
  crashPoint('room.pool-settled');
  const size = share?.size || pool.size;
  await deps.stock.pools.settle(pool._id, { sold, returned: size - sold, at: new Date(deps.clock.now()) });
}

/** Units of orders that count. What a slow worker claims for a ticket that was given up, or beyond its order's units, is nobody's. */
async function countSold(deps: Pick<Deps, 'stock' | 'orders'>, pool: PoolRecord): Promise<number> {
  const owners = new Map<Id, number>();
  for await (const { ticket } of deps.stock.units.ofPool(pool._id)) owners.set(ticket, (owners.get(ticket) ?? 0) + 1);
  const orders = await deps.orders.existing([...owners.keys()]);
  const sold = [...owners].map(([ticket, units]) => {
    const order = orders.get(ticket);
    const counts = order?.room === pool.room && (soldStates as readonly string[]).includes(order.state);
    return counts ? Math.min(units, order.quantity) : 0;
  });
  return sold.reduce((sum, units) => sum + units, 0);
}

async function shareOf(deps: ReturnDeps, pool: PoolRecord): Promise<PoolShare | undefined> {
  return (await deps.stock.skus.find([pool.sku]))[0]?.pools[pool._id];
}

/** Serials that are somebody's. Live tickets are read first: one that claims its units meanwhile is counted once. */
async function countOccupied(deps: ReturnDeps, pool: PoolRecord): Promise<number> {
  const live = (await deps.gate.liveTickets(pool.room)).filter((ticket) => ticket.pool === pool._id);
  const occupied = new Set(live.flatMap((ticket) => ticket.serials));
  for await (const unit of deps.stock.units.ofPool(pool._id)) occupied.add(serialOf(unit._id));
  return occupied.size;
}
