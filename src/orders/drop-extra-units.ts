import { extraUnits, removeExtra } from '#src/stock/extra-units.ts';
import { strayUnits } from '#src/stock/release-units.ts';
import type { Ticket } from '#src/stock/ticket.ts';
import { recountGate } from '#src/stock/warm-gate.ts';
import type { ReleaseDeps } from './release-order.ts';

/**
 * Gives up units beyond those of a ticket's order: Redis had lost the ticket and given it others under the same id, and who
 * claimed those died before it met the order. Units of an order that has none yet are on their way to it and stay.
 */
export async function dropExtraUnits(
  deps: ReleaseDeps,
  { id, quantity }: Pick<Ticket, 'id' | 'quantity'>,
): Promise<void> {
  const units = await deps.stock.units.ofTicket(id);
  if (units.length <= quantity) return;
  // Read after the units, so that whatever decided about them is in it.
  const order = await deps.orders.find(id);
  const extra = order ? extraUnits(order, units) : [];
  if (!order || extra.length === 0) return;
  // Before, so that a run that dies after the removal is followed by a count.
  await deps.gate.askRecount(order.room);
  await removeExtra(deps, id, extra);
  await recountGate(deps, order.room, strayUnits);
}
