import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { OrderRecord } from '#src/orders/order.ts';
import { soldStates } from '#src/orders/rules.ts';
import { unitId } from './unit.ts';
import type { UnitRecord } from './unit.ts';

/** Which units of a ticket are beyond those of its order; pure. None while the order has no units yet, or none any more. */
export function extraUnits(
  { state, serials, pool }: Pick<OrderRecord, 'state' | 'serials' | 'pool'>,
  units: readonly UnitRecord[],
): UnitRecord[] {
  if (serials.length === 0) return [];
  if (state !== 'placed' && !(soldStates as readonly string[]).includes(state)) return [];
  const own = new Set(serials.map((serial) => unitId(pool, serial)));
  return units.filter((unit) => !own.has(unit._id));
}

/** Removes them, and nothing that the ticket has claimed anew since they were read. */
export async function removeExtra(deps: Pick<Deps, 'stock'>, ticket: Id, extra: readonly UnitRecord[]): Promise<void> {
  const until = Math.max(...extra.map(({ hold }) => hold.until.getTime()));
  await deps.stock.units.removeOnly(
    ticket,
    extra.map((unit) => unit._id),
    until,
  );
}
