import type { Composed } from '#src/compose.ts';
import type { OrderRecord } from '#src/orders/order.ts';
import { receivedStates } from '#src/orders/rules.ts';
import type { PaymentRecord } from '#src/payments/payment.ts';
import type { IntentRecord } from '#src/payments/sandbox/intent.ts';

/**
 * The provider's own books against ours, from their side: all money it took since the run began has an order or went
 * back, and orders that are paid have money.
 */
export async function checkMoney(deps: Composed, orders: OrderRecord[], began: Date): Promise<string[]> {
  const problems: string[] = [];
  const ids = orders.map((order) => order._id);
  const payments = await deps.mongo
    .collection<PaymentRecord>('payments')
    .find({ order: { $in: ids } })
    .toArray();
  const intents = await deps.mongo
    .collection<IntentRecord>('sandbox_intents')
    .find({ at: { $gte: began } })
    .toArray();
  const byOrder = new Map(orders.map((order) => [order._id, order]));
  const byPayment = new Map(intents.map((intent) => [intent.paymentId, intent]));

  let taken = 0;
  const ours = new Set(payments.map((payment) => payment._id));
  for (const { paymentId, state, amount } of intents) {
    if (state !== 'captured') continue;
    taken += amount;
    if (!ours.has(paymentId)) problems.push(`money of payment ${paymentId} belongs to no order of the room`);
  }
  for (const payment of payments) {
    const intent = byPayment.get(payment._id);
    const order = byOrder.get(payment.order)!;
    if (intent && intent.amount !== order.amount) problems.push(`payment ${payment._id} is not the order's amount`);
    if (intent?.state === 'captured') {
      const isPaid = order.payment === payment._id && (receivedStates as readonly string[]).includes(order.state);
      if (!isPaid) problems.push(`money of payment ${payment._id} has neither order nor refund: ${order.state}`);
    }
    if (intent?.state === 'refunded' && payment.state !== 'refunded') {
      problems.push(`payment ${payment._id} was refunded and is ${payment.state}`);
    }
    const isOurs = payment.state === 'captured';
    if (isOurs !== (intent?.state === 'captured')) {
      problems.push(`payment ${payment._id} is ${payment.state} and ${intent?.state} at the provider`);
    }
  }
  const received = orders.filter((order) => (receivedStates as readonly string[]).includes(order.state));
  const booked = received.reduce((sum, order) => sum + order.amount, 0);
  if (booked !== taken) problems.push(`orders say ${booked} fen were received, the provider says ${taken}`);
  for (const order of received) {
    const captured = payments.filter(
      (payment) => payment.order === order._id && byPayment.get(payment._id)?.state === 'captured',
    );
    if (captured.length !== 1) problems.push(`order ${order._id} is ${order.state} by ${captured.length} payments`);
  }
  return problems;
}
