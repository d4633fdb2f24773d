import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { isDecidedAgainst } from '#src/orders/rules.ts';
import { extraUnits, removeExtra } from './extra-units.ts';
import type { Owners } from './read-owners.ts';
import type { Ticket } from './ticket.ts';
import { serialOf } from './unit.ts';
import type { UnitRecord } from './unit.ts';

type ClearDeps = Pick<Deps, 'orders' | 'stock' | 'clock'>;

/**
 * Clears what runs that died have left behind and no other run comes by: units beyond those of an order, or of an order in
 * another room, are removed here and taken out of `owners`; an order that was decided against and has units again is
 * marked, so that a sweep releases it.
 */
export async function clearStrays(deps: ClearDeps, roomId: Id, live: readonly Ticket[], owners: Owners): Promise<void> {
  const alive = new Set(live.map(({ id }) => id));
  const counts = countOwned(owners);
  const orders = await deps.orders.existing([...counts.keys()]);
  const suspects = [...orders].filter(([id, order]) => {
    if (order.room !== roomId || counts.get(id)! > order.quantity) return true;
    return isDecidedAgainst(order) && !alive.has(id);
  });
  for (const [id] of suspects) {
    const units = (await deps.stock.units.ofTicket(id)).filter(({ pool }) => owners.has(pool));
    // Read after the units, so that whatever decided about them is in it.
    const order = await deps.orders.find(id);
    if (!order || units.length === 0) continue;
    const extra = order.room === roomId ? extraUnits(order, units) : alive.has(id) ? [] : units;
    if (extra.length > 0) {
      await removeExtra(deps, id, extra);
      forget(owners, live, id, extra);
    }
    const over = Math.max(order.holdUntil.getTime(), deps.clock.now());
    // One that is being released is on its way; what was claimed for a later hold is decided by whoever claimed it.
    if (
      isDecidedAgainst(order) &&
      order.room === roomId &&
      !order.unreleased &&
      units.some(({ hold }) => hold.until.getTime() <= over)
    )
      await deps.orders.markStray(id);
  }
}

function countOwned(owners: Owners): Map<Id, number> {
  const counts = new Map<Id, number>();
  for (const taken of owners.values()) for (const id of taken.values()) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** A serial that a live ticket names stays its own until that gives it back. */
function forget(owners: Owners, live: readonly Ticket[], id: Id, extra: readonly UnitRecord[]): void {
  for (const { _id, pool } of extra) {
    const serial = serialOf(_id);
    const holder = live.find((ticket) => ticket.pool === pool && ticket.serials.includes(serial));
    if (holder) owners.get(pool)?.set(serial, holder.id);
    else if (owners.get(pool)?.get(serial) === id) owners.get(pool)?.delete(serial);
  }
}
