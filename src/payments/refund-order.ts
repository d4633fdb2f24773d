import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { recordAudit } from '#src/ops/record-audit.ts';
import type { OrderRecord } from '#src/orders/order.ts';
import { partyOf, requireVisibleOrder } from '#src/orders/read-order.ts';
import { mayAct } from '#src/orders/rules.ts';
import { tellBuyer } from '#src/orders/tell-buyer.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { enqueueRefund } from './enqueue.ts';

type RefundDeps = Pick<Deps, 'orders' | 'payments' | 'queues' | 'announce' | 'audit' | 'clock' | 'newId' | 'log'>;

/**
 * Gives the buyer the money back; for the seller and for operators. Asking again is no error.
 * @throws NOT_FOUND FORBIDDEN ORDER_STATE
 */
export async function refundOrder(deps: RefundDeps, actor: Member, id: Id): Promise<OrderRecord> {
  const order = await requireVisibleOrder(deps, actor, id);
  if (!mayAct('refund', partyOf(order, actor))) throw new AppError('FORBIDDEN');
  const isNew = await deps.orders.markRefunding(id);
  crashPoint('refund.order-marked');
  const current = await requireVisibleOrder(deps, actor, id);
  if (current.state === 'refunded') return current;
  if (current.state !== 'refunding') throw new AppError('ORDER_STATE', { details: { state: current.state } });
  if (isNew) {
    await recordAudit(deps, { actor, act: 'order.refund', subject: { type: 'order', id } });
    tellBuyer(deps, current);
  }
  await beginRefund(deps, current);
  return current;
}

/** Marks the payment that paid the order and has its provider asked; repeated by the sweep until the money is back. */
export async function beginRefund(
  deps: Pick<Deps, 'payments' | 'queues' | 'clock' | 'log'>,
  order: OrderRecord,
): Promise<void> {
  if (order.payment) await deps.payments.markRefunding(order.payment, new Date(deps.clock.now()));
  crashPoint('refund.payment-marked');
  await enqueueRefund(deps, order._id).catch((error: unknown) => {
    deps.log.warn({ err: error as Error, order: order._id }, 'it is not known whether the refund job is queued');
  });
}
