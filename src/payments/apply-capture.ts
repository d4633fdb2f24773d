import { notify } from '#src/accounts/notify.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { OrderRecord } from '#src/orders/order.ts';
import type { ReleaseDeps } from '#src/orders/release-order.ts';
import { mayPayLate } from '#src/orders/rules.ts';
import { tellBuyer } from '#src/orders/tell-buyer.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import { exceedsReceiptLimit } from './check-receipt-limit.ts';
import { claimPaid } from './claim-paid.ts';
import { enqueueRefund } from './enqueue.ts';
import { finishRefund } from './finish-refund.ts';
import type { PaymentRecord } from './payment.ts';
import { reclaimUnits } from './reclaim-units.ts';

export type CaptureDeps = ReleaseDeps & Pick<Deps, 'payments' | 'shops' | 'queues' | 'notifications' | 'newId'>;

/**
 * Money has arrived for an order. It is paid, or claims its units now (`first_paid`); or its hold had ended, and it gets its units again if there are any; or
 * the money goes back: the units are gone, its shop may not receive as much, somebody decided against the order, or it is paid already. Money that is on its
 * way back pays nothing: whoever sends it back marks the payment and then looks for its order, and we do the opposite.
 */
export async function applyCapture(deps: CaptureDeps, payment: PaymentRecord): Promise<string> {
  const { _id: id, order: orderId } = payment;
  if (await followRefund(deps, id)) return 'refund';
  const placed = await deps.orders.find(orderId);
  if (placed?.state === 'placed' && placed.serials.length === 0) await claimPaid(deps, placed, id);
  else await deps.orders.markPaid(orderId, id, new Date(deps.clock.now()));
  crashPoint('capture.order-paid');
  let order = await deps.orders.find(orderId);
  const isWelcome = order && mayPayLate(order) && !(await exceedsReceiptLimit(deps, order));
  if (isWelcome && (await reclaimUnits(deps, order!, id))) order = await deps.orders.find(orderId);
  if (order?.payment === id) {
    if (await followRefund(deps, id)) return 'refund';
    await settlePaid(deps, order);
    return 'paid';
  }
  if (await deps.payments.markRefunding(id, new Date(deps.clock.now()))) await enqueueRefund(deps, orderId);
  return 'refund';
}

/** True when the money is on its way back or there; an order it has paid goes the same way. */
async function followRefund(deps: CaptureDeps, id: Id): Promise<boolean> {
  const payment = await deps.payments.find(id);
  if (payment?.state === 'refunded') await finishRefund(deps, payment);
  if (payment?.state !== 'refunding') return payment?.state === 'refunded';
  const order = await deps.orders.find(payment.order);
  if (order?.payment === id) await deps.orders.markRefunding(order._id);
  return true;
}

async function settlePaid(deps: CaptureDeps, order: OrderRecord): Promise<void> {
  await deps.gate.markPaid(order.room, order._id);
  crashPoint('capture.ticket-marked');
  if (order.state !== 'paid') return;
  tellBuyer(deps, order);
  await notify(deps, {
    account: order.seller,
    kind: 'order_paid',
    subject: { type: 'order', id: order._id },
    text: order.number ?? order._id,
  });
}
