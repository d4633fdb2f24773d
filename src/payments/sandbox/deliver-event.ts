import type { Id } from '#src/contract/ids.ts';
import type { PaymentEvent } from '#src/contract/purchases.ts';
import type { Deps } from '#src/deps.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import { signBody, SIGNATURE_HEADER } from '../webhook-signature.ts';
import type { IntentRecord, OwedEvent } from './intent.ts';

/** The receiver must answer within this, in milliseconds. */
const PATIENCE_MS = 5_000;
const SWEEP_AFTER_MS = 10_000;
const SWEEP_BATCH = 200;

/** Has an event sent, with retries; an event that is owed is also found by the sweep. */
export async function enqueueDelivery(deps: Pick<Deps, 'queues' | 'log'>, event: Id, delay: number): Promise<void> {
  const options = { jobId: event, delay, removeOnComplete: true, removeOnFail: true };
  await deps.queues.add('payments', 'sandbox.deliver', { event }, options).catch((error: unknown) => {
    deps.log.warn({ err: error as Error, event }, 'it is not known whether the delivery is queued');
  });
}

/** Sends an event that is due to whoever is to be notified. @throws when the receiver does not take it */
export async function deliverEvent(deps: Pick<Deps, 'sandbox' | 'config' | 'clock'>, eventId: Id): Promise<void> {
  const intent = await deps.sandbox.findByEvent(eventId);
  const slot = intent?.outcome?.id === eventId ? 'outcome' : 'refund';
  const event = intent?.[slot];
  if (!intent || !event || event.deliveredAt) return;
  const now = deps.clock.now();
  if (event.due.getTime() > now) throw new Error(`event ${eventId} is not due yet`);
  if (intent.state === 'delayed') await deps.sandbox.capture(intent._id);
  const body = Buffer.from(JSON.stringify(toPaymentEvent(intent, event)));
  const response = await fetch(intent.notifyUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [SIGNATURE_HEADER]: signBody(deps.config.PAYMENT_WEBHOOK_SECRET, body, now),
    },
    body,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!response.ok) throw new Error(`the receiver of event ${eventId} answered ${response.status}`);
  crashPoint('sandbox.delivered');
  await deps.sandbox.markDelivered(intent._id, slot, new Date(now));
}

/** Takes up deliveries that were given up or lost. */
export async function sweepDeliveries(deps: Pick<Deps, 'sandbox' | 'queues' | 'clock' | 'log'>): Promise<void> {
  const before = new Date(deps.clock.now() - SWEEP_AFTER_MS);
  for (const event of await deps.sandbox.listOwed(before, SWEEP_BATCH)) await enqueueDelivery(deps, event, 0);
}

function toPaymentEvent(intent: IntentRecord, event: OwedEvent): PaymentEvent {
  const { _id: intentId, paymentId, amount, currency } = intent;
  return { id: event.id, type: event.type, at: event.due.toISOString(), paymentId, intentId, amount, currency };
}
