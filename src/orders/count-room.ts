import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { PoolRecord } from '#src/stock/pool.ts';
import { readLeft } from '#src/stock/read-left.ts';
import { orderPolicy } from './policy.ts';

/** A room's selling in numbers; money in fen, refunds taken off. */
export interface RoomCount {
  orders: number;
  paidOrders: number;
  ordersPerMinute: number;
  refusalsPerMinute: number;
  paidAmount: number;
  unitsLeft: number;
  unitsHeld: number;
  unitsSold: number;
  unitsReturned: number;
  /** What the item asked about has sold since it was pinned. */
  pinned: { itemId: Id; since: string; orders: number; units: number } | null;
}

type CountDeps = Pick<Deps, 'orders' | 'gate' | 'stock' | 'shelf' | 'redis' | 'keys' | 'clock'>;

/** Counts a room's sales, at most every 1.5 seconds over all nodes; in between everybody gets the same numbers. */
export async function countRoom(
  deps: CountDeps,
  roomId: Id,
  pinned?: { itemId: Id; since: string } | null,
): Promise<RoomCount> {
  const key = deps.keys.room(roomId, `sales:${pinned?.itemId ?? 'none'}`);
  const known = await deps.redis.get(key);
  if (known) return JSON.parse(known) as RoomCount;
  const count = await countNow(deps, roomId, pinned ?? undefined);
  await deps.redis.set(key, JSON.stringify(count), 'PX', orderPolicy.countKeepMs);
  return count;
}

async function countNow(deps: CountDeps, roomId: Id, pinned?: { itemId: Id; since: string }): Promise<RoomCount> {
  const now = deps.clock.now();
  const since = pinned && { item: pinned.itemId, since: new Date(pinned.since) };
  const [sales, refusalsPerMinute, pools, shelf] = await Promise.all([
    deps.orders.countRoom(roomId, new Date(now), since),
    deps.gate.refusals.perMinute(roomId, now),
    deps.stock.pools.listOfRoom(roomId),
    deps.shelf.listOnShelf(roomId),
  ]);
  const onShelf = new Set(shelf.map((item) => item._id));
  const offered = pools.filter((pool) => pool.state === 'open' && onShelf.has(pool.item));
  const left = [...(await readLeft(deps, roomId, offered)).values()].reduce((sum, count) => sum + count, 0);
  return {
    orders: sales.orders,
    paidOrders: sales.paidOrders,
    ordersPerMinute: sales.ordersLastMinute,
    refusalsPerMinute,
    paidAmount: sales.paidAmount,
    unitsLeft: left,
    unitsHeld: sales.unitsUnpaid,
    unitsSold: sales.unitsSold,
    unitsReturned: await countReturned(deps, pools),
    pinned: pinned ? { ...pinned, orders: sales.pinnedOrders, units: sales.pinnedUnits } : null,
  };
}

/** What a settled pool gave back stands with the pool; what a closing one has given back so far, with its SKU. */
async function countReturned(deps: Pick<Deps, 'stock'>, pools: readonly PoolRecord[]): Promise<number> {
  const closed = pools.filter((pool) => pool.state !== 'open');
  const closing = closed.filter((pool) => pool.state !== 'settled');
  const skus = closing.length > 0 ? await deps.stock.skus.find(closing.map((pool) => pool.sku)) : [];
  const shares = new Map(skus.flatMap((sku) => Object.entries(sku.pools)));
  return closed.reduce((sum, pool) => sum + (shares.get(pool._id)?.returned ?? pool.returned ?? 0), 0);
}
