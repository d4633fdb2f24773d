import type { Id } from '#src/contract/ids.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import { isLive } from '#src/stock/ticket.ts';
import { draftOrder } from './draft-order.ts';
import { releaseOrder } from './release-order.ts';
import { releaseTwin } from './release-twin.ts';
import type { ReleaseDeps } from './release-order.ts';

/**
 * Brings an unfinished ticket to its end: a hold that is over is decided against, with a `void` order where there is
 * none; a release that was left half done is finished; a paid one leaves the list. Does nothing before its time.
 */
export async function expireHold(deps: ReleaseDeps, { room, ticket: id }: { room: Id; ticket: Id }): Promise<void> {
  const now = deps.clock.now();
  const ticket = await deps.gate.ticket(room, id);
  let order = await deps.orders.find(id);
  if (!order) {
    if (!ticket) return;
    if (ticket.state !== 'releasing' && ticket.until > now) return;
    crashPoint('hold.voiding');
    await deps.orders.insertVoid(await draftOrder(deps, ticket));
    order = await deps.orders.find(id);
    crashPoint('hold.voided');
    if (!order) return;
  }
  if (order.room !== room) {
    if (ticket && isLive(ticket.state)) await releaseTwin(deps, ticket);
    return;
  }
  switch (order.state) {
    case 'placed': {
      if (!(await deps.orders.markTimedOut(id, new Date(now)))) return;
      crashPoint('hold.timed-out');
      const cancelled = await deps.orders.find(id);
      if (cancelled?.state === 'cancelled') await releaseOrder(deps, cancelled);
      return;
    }
    case 'void':
      await releaseOrder(deps, order);
      return;
    case 'cancelled': {
      // Money that came late may be claiming the units: decided here, in MongoDB, before they are given back.
      const isHeld = ticket?.state === 'ordered' || order.reclaimUntil !== undefined;
      if (isHeld && !order.unreleased && !(await deps.orders.endReclaim(id, new Date(now), false))) return;
      await releaseOrder(deps, order);
      return;
    }
    default:
      await deps.gate.markPaid(room, id);
  }
}
