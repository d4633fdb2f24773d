import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { OrderRecord } from '#src/orders/order.ts';
import { dropExtraUnits } from '#src/orders/drop-extra-units.ts';
import { releaseOrder } from '#src/orders/release-order.ts';
import type { ReleaseDeps } from '#src/orders/release-order.ts';
import { mayPayLate } from '#src/orders/rules.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import { claimUnits } from '#src/stock/claim-units.ts';
import { releaseUnits } from '#src/stock/release-units.ts';
import { warmGate } from '#src/stock/warm-gate.ts';
import { paymentPolicy } from './policy.ts';

/**
 * Gives an order whose hold ran out its units again, because its payment came late. The order says in MongoDB until when
 * it may claim them, the gate takes free units for the same ticket, MongoDB claims them, and the order becomes paid.
 * Where a process dies in between or is too slow, that hold ends like any other: whoever changes the order first, the
 * payment or the end of the hold, has decided. Answers whether the order is paid by this payment.
 */
export async function reclaimUnits(deps: ReleaseDeps, order: OrderRecord, payment: Id): Promise<boolean> {
  const { _id: id, room, quantity } = order;
  if (order.unreleased && !(await releaseOrder(deps, order))) throw new Error(`order ${id} is still being released`);
  await warmGate(deps, room);
  // Later than any hold the ticket had, by which a slow run tells units it may still remove from these.
  const before = await deps.gate.ticket(room, id);
  const until = new Date(Math.max(deps.clock.now() + paymentPolicy.reclaimHoldMs, (before?.until ?? 0) + 1));
  if (!(await deps.orders.beginReclaim(id, until))) return decidedBefore(deps, id, payment);
  const request = { room, id, until: until.getTime(), kept: [], count: quantity };
  const taken = (await isSold(deps, order))
    ? await deps.gate.take({ ...request, from: 'released', to: 'ordered' })
    : ({ outcome: 'none' } as const);
  if (taken.outcome === 'warming') throw new AppError('WARMING_UP', { retryAfterMs: 500, details: { room } });
  crashPoint('reclaim.units-taken');
  const ticket = taken.outcome === 'none' ? undefined : await deps.gate.ticket(room, id);
  // A ticket that is `ordered` though its order is cancelled was taken by a run before this one.
  const serials = ticket?.state === 'ordered' ? await claimUnits(deps, ticket) : undefined;
  crashPoint('reclaim.units-claimed');
  if (serials && (await deps.orders.markPaidLate(id, payment, serials, until, new Date(deps.clock.now())))) {
    // A run before this one may have claimed others, which Redis had forgotten.
    await dropExtraUnits(deps, { id, quantity });
    return true;
  }
  if (!(await deps.orders.endReclaim(id, until, true))) return decidedBefore(deps, id, payment);
  if (await releaseUnits(deps, { room, ticket: id, pool: order.pool, until: until.getTime() }))
    await deps.orders.markReleased(id);
  return false;
}

/**
 * False when the pool has gone back to its shop. Redis may have come back from before that, so MongoDB is asked: whoever
 * settles a room marks its pools first and looks for orders that reclaim units then, and we do the opposite.
 */
async function isSold(deps: Pick<ReleaseDeps, 'stock'>, { pool }: OrderRecord): Promise<boolean> {
  const state = (await deps.stock.pools.find(pool))?.state;
  return state !== undefined && state !== 'settling' && state !== 'settled';
}

/** Somebody else changed the order: it is paid, or another run or the end of the hold is at it. */
async function decidedBefore(deps: ReleaseDeps, id: Id, payment: Id): Promise<boolean> {
  const order = await deps.orders.find(id);
  if (order) await dropExtraUnits(deps, { id, quantity: order.quantity });
  if (order && mayPayLate(order)) throw new Error(`order ${id} is being released or paid late by another run`);
  return order?.payment === payment;
}
