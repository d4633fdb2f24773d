import { notify } from '#src/accounts/notify.ts';
import type { Deps } from '#src/deps.ts';
import { tellBuyer } from '#src/orders/tell-buyer.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import type { PaymentRecord } from './payment.ts';

/**
 * The money of a payment is back with its buyer, asked for by us or not. An order that this payment paid is refunded;
 * units stay out of the room's pool, because only the seller knows whether the goods can be sold again.
 */
export async function finishRefund(
  deps: Pick<Deps, 'orders' | 'announce' | 'notifications' | 'clock' | 'newId'>,
  payment: PaymentRecord,
): Promise<string> {
  const order = await deps.orders.find(payment.order);
  if (!order) return 'refunded';
  if (order.payment === payment._id) await deps.orders.markRefunded(order._id, new Date(deps.clock.now()));
  crashPoint('refund.order-done');
  const current = (await deps.orders.find(order._id)) ?? order;
  tellBuyer(deps, current);
  await notify(deps, {
    account: order.buyer,
    kind: 'order_refunded',
    subject: { type: 'order', id: order._id },
    text: order.number ?? order._id,
    key: payment._id,
  });
  return 'refunded';
}
