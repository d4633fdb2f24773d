import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { PoolRecord } from './pool.ts';

/** Free units by pool: as the gate has them, or, when Redis has lost the room, as MongoDB has them. */
export async function readLeft(
  deps: Pick<Deps, 'gate' | 'stock'>,
  roomId: Id,
  pools: readonly Pick<PoolRecord, '_id' | 'size'>[],
): Promise<Map<Id, number>> {
  const counts = await deps.gate.left(
    roomId,
    pools.map((pool) => pool._id),
  );
  if (counts) return new Map(pools.map((pool, index) => [pool._id, counts[index]!]));
  const left = new Map<Id, number>();
  for (const pool of pools) left.set(pool._id, pool.size - (await deps.stock.units.countOfPool(pool._id)));
  return left;
}
