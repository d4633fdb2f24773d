import { strayUnits } from '#src/stock/release-units.ts';
import type { Ticket } from '#src/stock/ticket.ts';
import { unitId } from '#src/stock/unit.ts';
import { recountGate } from '#src/stock/warm-gate.ts';
import type { ReleaseDeps } from './release-order.ts';
import { soldStates } from './rules.ts';

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
  if (!order || order.serials.length === 0) return;
  if (order.state !== 'placed' && !(soldStates as readonly string[]).includes(order.state)) return;
  const own = new Set(order.serials.map((serial) => unitId(order.pool, serial)));
  const extra = units.filter((unit) => !own.has(unit._id));
  const until = Math.max(...extra.map(({ hold }) => hold.until.getTime()));
  const ids = extra.map((unit) => unit._id);
  await deps.stock.units.removeOnly(id, ids, until);
  await recountGate(deps, order.room, strayUnits);
}
