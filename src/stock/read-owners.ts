import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Ticket } from './ticket.ts';
import { serialOf } from './unit.ts';

/** Who has which serial, per pool. */
export type Owners = Map<Id, Map<number, Id>>;

/**
 * Every serial of these pools that is somebody's: claimed in MongoDB, or in the hands of a live ticket. Where both name
 * one serial MongoDB is right: it takes a unit's number once, while Redis may have given it out again after a loss.
 */
export async function readOwners(
  deps: Pick<Deps, 'stock'>,
  pools: readonly Id[],
  live: readonly Ticket[],
): Promise<Owners> {
  const owners: Owners = new Map(pools.map((pool) => [pool, new Map()]));
  for (const { pool, serials, id } of live) {
    for (const serial of serials) owners.get(pool)?.set(serial, id);
  }
  for (const pool of pools) {
    const taken = owners.get(pool)!;
    for await (const unit of deps.stock.units.ofPool(pool)) taken.set(serialOf(unit._id), unit.ticket);
  }
  return owners;
}
