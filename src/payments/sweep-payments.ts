import type { Deps } from '#src/deps.ts';
import { enqueueRefund, enqueueSettle } from './enqueue.ts';
import { paymentPolicy } from './policy.ts';
import { beginRefund } from './refund-order.ts';

/** Takes up events that were stored and not settled, and refunds that stand still. */
export async function sweepPayments(
  deps: Pick<Deps, 'payments' | 'orders' | 'queues' | 'clock' | 'log'>,
): Promise<void> {
  const { retryAfterMs, sweepBatch } = paymentPolicy;
  const before = new Date(deps.clock.now() - retryAfterMs);
  for (const { _id } of await deps.payments.listUnhandled(before, sweepBatch)) await enqueueSettle(deps, _id);
  for (const { order } of await deps.payments.listRefunding(before, sweepBatch)) await enqueueRefund(deps, order);
  for (const order of await deps.orders.listRefunding(sweepBatch)) await beginRefund(deps, order);
}
