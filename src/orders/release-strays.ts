import { recountGate } from '#src/stock/warm-gate.ts';
import { strayUnits } from '#src/stock/release-units.ts';
import type { OrderRecord } from './order.ts';
import { dropExtraUnits } from './drop-extra-units.ts';
import { releaseOrder } from './release-order.ts';
import type { ReleaseDeps } from './release-order.ts';

/**
 * Gives up what a slow worker claimed for a ticket that has been decided against, for a hold until `until` (milliseconds)
 * at most. The ticket's serials may be somebody else's by now, who met these units and took others: then nobody has them
 * when they are removed, so the room is counted anew. That it must be stands in MongoDB before: a run that dies here is
 * followed by a sweep.
 */
export async function releaseStrays(deps: ReleaseDeps, order: OrderRecord, until: number): Promise<void> {
  const { _id: id, room } = order;
  const units = await deps.stock.units.ofTicket(id);
  const hasStrays = units.some(({ hold }) => hold.until.getTime() <= until);
  if (hasStrays) {
    // It is paid late by now, or about to be: then only what is beyond its units goes.
    if (!(await deps.orders.markStray(id))) return dropExtraUnits(deps, { id, quantity: order.quantity });
    await deps.stock.units.remove(id, until);
    await recountGate(deps, room, strayUnits);
  }
  if ((await releaseOrder(deps, order, until)) && hasStrays) await deps.orders.markReleased(id, true);
}
