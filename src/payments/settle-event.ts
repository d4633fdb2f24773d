import type { Id } from '#src/contract/ids.ts';
import type { PaymentEvent } from '#src/contract/purchases.ts';
import type { Deps } from '#src/deps.ts';
import { recordAudit } from '#src/ops/record-audit.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import { applyCapture } from './apply-capture.ts';
import type { CaptureDeps } from './apply-capture.ts';
import { finishRefund } from './finish-refund.ts';
import type { PaymentRecord } from './payment.ts';

export type SettleDeps = CaptureDeps & Pick<Deps, 'audit'>;

/** Applies a stored event to its payment and order; may run any number of times, and events may come in any order. */
export async function settleEvent(deps: SettleDeps, eventId: Id): Promise<void> {
  const record = await deps.payments.findEvent(eventId);
  if (!record || record.handledAt) return;
  const payment = await deps.payments.find(record.event.paymentId);
  const note = await settle(deps, record.event, payment);
  crashPoint('capture.settled');
  await deps.payments.markHandled(eventId, note, new Date(deps.clock.now()));
}

async function settle(deps: SettleDeps, event: PaymentEvent, payment: PaymentRecord | undefined): Promise<string> {
  if (!payment) {
    deps.log.error({ event }, 'a provider reports a payment that nobody began');
    return 'unknown payment';
  }
  if (event.amount !== payment.amount || event.currency !== payment.currency) return noteMismatch(deps, event, payment);
  const at = new Date(deps.clock.now());
  switch (event.type) {
    case 'payment.captured':
      crashPoint('capture.settling');
      await deps.payments.markCaptured(payment._id, at);
      crashPoint('capture.payment-marked');
      return applyCapture(deps, payment);
    case 'payment.declined':
      if (!(await deps.payments.markDeclined(payment._id, at))) return 'overtaken';
      deps.announce.toAccount(payment.buyer, 'payment:declined', { ticket: payment.order });
      return 'declined';
    case 'refund.done':
      await deps.payments.markRefunded(payment._id, at);
      crashPoint('refund.payment-done');
      return finishRefund(deps, payment);
  }
}

async function noteMismatch(deps: SettleDeps, event: PaymentEvent, payment: PaymentRecord): Promise<string> {
  const { amount, currency } = payment;
  deps.log.error({ event, amount, currency }, 'a provider reports another amount than was asked for');
  await recordAudit(deps, {
    actor: 'system',
    act: 'payment.mismatch',
    subject: { type: 'order', id: payment.order },
    reason: 'AMOUNT_MISMATCH',
    details: { event: event.id, reported: event.amount, currency: event.currency, expected: amount },
    key: event.id,
  });
  return 'amount mismatch';
}
