import type { Deps } from '#src/deps.ts';
import { requestRefund } from '#src/payments/request-refund.ts';
import { deliverEvent } from '#src/payments/sandbox/deliver-event.ts';
import { settleEvent } from '#src/payments/settle-event.ts';
import type { QueueHandlers } from './types.ts';

/** Payments settle, refunds are asked for, the sandbox sends its events. */
export function paymentJobs(deps: Deps): QueueHandlers<'payments'> {
  return {
    'payment.settle': async ({ event }) => settleEvent(deps, event),
    'refund.request': async ({ order }) => requestRefund(deps, order),
    'sandbox.deliver': async ({ event }) => deliverEvent(deps, event),
  };
}
