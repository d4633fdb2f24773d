import type { Id } from '#src/contract/ids.ts';
import type { OrderRecord } from '#src/orders/order.ts';
import { releaseOrder } from '#src/orders/release-order.ts';
import type { ReleaseDeps } from '#src/orders/release-order.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import { claimUnits } from '#src/stock/claim-units.ts';
import { releaseUnits } from '#src/stock/release-units.ts';
import { warmGate } from '#src/stock/warm-gate.ts';
import { paymentPolicy } from './policy.ts';

/**
 * Gives an order whose hold ran out its units again, because its payment came late. The gate takes free units for the
 * same ticket, MongoDB claims them, and the order becomes paid; where a process dies in between, the ticket's new short
 * hold ends like any other and the event is settled again. Answers whether the order is paid by this payment.
 */
export async function reclaimUnits(deps: ReleaseDeps, order: OrderRecord, payment: Id): Promise<boolean> {
  const { _id: id, room, quantity } = order;
  if (order.unreleased && !(await releaseOrder(deps, order))) throw new Error(`order ${id} is still being released`);
  await warmGate(deps, room);
  const until = deps.clock.now() + paymentPolicy.reclaimHoldMs;
  const wish = { room, id, until, kept: [], count: quantity };
  const taken = await deps.gate.take({ ...wish, from: 'released', to: 'ordered' });
  if (taken.outcome === 'warming') throw new Error(`the gate of room ${room} is being built`);
  if (taken.outcome === 'none') return false;
  crashPoint('reclaim.units-taken');
  const ticket = await deps.gate.ticket(room, id);
  // A ticket that is `ordered` though its order is cancelled was taken by a run before this one.
  if (ticket?.state !== 'ordered') return false;
  const serials = await claimUnits(deps, ticket);
  crashPoint('reclaim.units-claimed');
  if (serials && (await deps.orders.markPaidLate(id, payment, serials, new Date(deps.clock.now())))) return true;
  const current = await deps.orders.find(id);
  if (current?.payment === payment) return true;
  await releaseUnits(deps, { room, ticket: id, pool: order.pool, until: ticket.until });
  return false;
}
