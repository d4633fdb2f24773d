import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { OrderRecord } from '#src/orders/order.ts';
import { isDecidedAgainst } from '#src/orders/rules.ts';

type StrayDeps = Pick<Deps, 'gate' | 'orders' | 'stock' | 'clock'>;

/**
 * Removes those of the units named that a slow run claimed for a ticket of the room that had been given up and released by
 * then: their serials were free again, so whoever was given one has a right to it. Answers whether the ticket `claimant`
 * should claim once more: one of them is free now, or its own by another run.
 */
export async function dropStrays(deps: StrayDeps, room: Id, claimant: Id, units: readonly string[]): Promise<boolean> {
  const owners = await deps.stock.units.owners(units);
  for (const [ticket, owned] of Map.groupBy(owners, ([, owner]) => owner)) {
    const order = await deps.orders.find(ticket);
    if (!order || order.room !== room || !(await isReleased(deps, order))) continue;
    // What is claimed for late money from here on lasts longer.
    const over = Math.max(order.holdUntil.getTime(), deps.clock.now());
    // Before the removal, so that a sweep finds what else was claimed for this ticket.
    if (!(await deps.orders.markStray(ticket))) continue;
    const strays = owned.map(([unit]) => unit);
    await deps.stock.units.removeOnly(ticket, strays, over);
  }
  const now = await deps.stock.units.owners(units);
  return units.some((unit) => (now.get(unit) ?? claimant) === claimant);
}

/** True when a ticket was decided against and its serials have gone back. */
async function isReleased(deps: StrayDeps, order: OrderRecord): Promise<boolean> {
  if (!isDecidedAgainst(order)) return false;
  const ticket = await deps.gate.ticket(order.room, order._id);
  return ticket ? ticket.state === 'released' : !order.unreleased;
}
