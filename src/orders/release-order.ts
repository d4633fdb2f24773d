import type { Deps } from '#src/deps.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import { releaseUnits, strayUnits } from '#src/stock/release-units.ts';
import { recountGate } from '#src/stock/warm-gate.ts';
import type { WarmDeps } from '#src/stock/warm-gate.ts';
import type { OrderRecord } from './order.ts';
import { tellBuyer } from './tell-buyer.ts';

export type ReleaseDeps = WarmDeps & Pick<Deps, 'stock' | 'orders' | 'announce'>;

/** Gives back the units of an order that was decided against; may run any number of times. Answers whether it is done. `heldUntil`: of a ticket placed again after Redis lost it. */
export async function releaseOrder(deps: ReleaseDeps, order: OrderRecord, heldUntil = 0): Promise<boolean> {
  const { _id: ticket, room, pool } = order;
  // A hold that is over may have been a later one, whose payment came to nothing.
  const until = Math.max(order.holdUntil.getTime(), heldUntil, deps.clock.now());
  // A void order is a hold that somebody cancelled at once, or that ended before its order was made; what held nothing kept nobody waiting.
  const isOver =
    order.cancelReason === 'timeout' || (order.state === 'void' && order.holdUntil.getTime() <= deps.clock.now());
  const lapsed = isOver && order.serials.length > 0;
  const isDone = await releaseUnits(deps, { room, ticket, pool, until, lapsed });
  if (!isDone) return false;
  // A run before this one removed what a slow worker had claimed, and may have died before it asked for the count.
  if (order.stray) await recountGate(deps, room, strayUnits);
  await deps.orders.markReleased(ticket, order.stray);
  crashPoint('release.finished');
  if (order.unreleased) tellBuyer(deps, order);
  return true;
}
