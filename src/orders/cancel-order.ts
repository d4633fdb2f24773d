import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import type { Member } from '#src/platform/edge/types.ts';
import type { OrderRecord } from './order.ts';
import { partyOf, requireVisibleOrder } from './read-order.ts';
import { releaseOrder } from './release-order.ts';
import type { ReleaseDeps } from './release-order.ts';
import { cancelReasonOf, mayAct } from './rules.ts';

/**
 * Cancels an unpaid order and gives its units back at once. Cancelling again is no error.
 * @throws NOT_FOUND FORBIDDEN, ORDER_STATE once it is paid
 */
export async function cancelOrder(deps: ReleaseDeps, actor: Member, id: Id, as?: 'operator'): Promise<OrderRecord> {
  const order = await requireVisibleOrder(deps, actor, id);
  const party = as ?? partyOf(order, actor);
  if (!mayAct('cancel', party)) throw new AppError('FORBIDDEN');
  await deps.orders.markCancelled(id, cancelReasonOf(party), new Date(deps.clock.now()));
  crashPoint('order.cancelled');
  const current = await requireVisibleOrder(deps, actor, id);
  if (current.state !== 'cancelled') throw new AppError('ORDER_STATE', { details: { state: current.state } });
  if (current.unreleased) await releaseOrder(deps, current);
  return current;
}
