import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { OrderRecord } from '#src/orders/order.ts';
import { dropExtraUnits } from '#src/orders/drop-extra-units.ts';
import { releaseOrder } from '#src/orders/release-order.ts';
import type { ReleaseDeps } from '#src/orders/release-order.ts';
import { claimUnits } from '#src/stock/claim-units.ts';
import type { Ticket } from '#src/stock/ticket.ts';
import { serialOf } from '#src/stock/unit.ts';
import { recountGate, warmGate } from '#src/stock/warm-gate.ts';

/**
 * A payment claims the units of an order that holds none (`first_paid`). The gate takes free units for the ticket,
 * MongoDB claims them, and the order becomes paid; when none is left it is cancelled as sold out, and its caller sends the
 * money back. Every step may run twice, also for two payments at once: the ticket takes units once, the order is paid once.
 */
export async function claimPaid(deps: ReleaseDeps, order: OrderRecord, payment: Id): Promise<void> {
  const { _id: id, room } = order;
  await warmGate(deps, room);
  // The order is durable, whatever its worker came to tell the gate.
  const state = await deps.gate.markOrdered(room, id);
  if (state === 'missing') {
    await recountGate(deps, room, 'a ticket that is being paid is unknown');
    throw new Error(`ticket ${id} is being recovered`);
  }
  const ticket = await takeUnits(deps, order);
  const serials = ticket && (await claimUnits(deps, ticket));
  const at = new Date(deps.clock.now());
  const isPaid = serials && (await deps.orders.markPaidClaimed(id, payment, serials, at));
  if (!serials) await deps.orders.markCancelled(id, 'sold_out', at);
  const decided = isPaid ? undefined : await deps.orders.find(id);
  if (decided?.state === 'cancelled') await releaseOrder(deps, decided);
  // Two runs may have exchanged a unit that was somebody else's for different ones.
  else await dropExtraUnits(deps, { id, quantity: order.quantity });
}

/** The ticket with all its units, or undefined when there are not enough. */
async function takeUnits(deps: ReleaseDeps, { _id: id, room, quantity }: OrderRecord): Promise<Ticket | undefined> {
  const ticket = await deps.gate.ticket(room, id);
  if (ticket?.state !== 'ordered') return undefined;
  if (ticket.serials.length === quantity) return ticket;
  // A run before this one may have claimed some that Redis has forgotten.
  const kept = (await deps.stock.units.ofTicket(id)).map((unit) => serialOf(unit._id));
  const request = { room, id, until: ticket.until, kept, count: quantity - kept.length };
  const taken = await deps.gate.take({ ...request, from: 'ordered', to: 'ordered' });
  if (taken.outcome === 'warming') throw new AppError('WARMING_UP', { retryAfterMs: 500, details: { room } });
  if (taken.outcome === 'none') return undefined;
  // Another run may have taken its units meanwhile, or found none and given it up.
  const current = await deps.gate.ticket(room, id);
  return current?.state === 'ordered' ? current : undefined;
}
