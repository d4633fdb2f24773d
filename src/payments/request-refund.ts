import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { crashPoint } from '#src/platform/crash-point.ts';

/** Asks the provider for every refund of an order that is due; the provider knows a repeat by the payment's id. */
export async function requestRefund(deps: Pick<Deps, 'payments' | 'paymentProvider'>, order: Id): Promise<void> {
  for (const { _id: paymentId, intent, amount, currency } of await deps.payments.listOf(order, 'refunding')) {
    crashPoint('refund.asking');
    if (intent) await deps.paymentProvider.refund({ paymentId, intentId: intent, amount, currency });
    crashPoint('refund.asked');
  }
}
