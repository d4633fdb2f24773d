import { AppError } from '#src/contract/errors.ts';
import type { Deps } from '#src/deps.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import { enqueueSettle } from './enqueue.ts';
import type { WebhookCall } from './provider.ts';

/**
 * Takes a provider's event: checks its signature, stores it under its id, once, and has it settled. Answering means that
 * it is stored; what becomes of it is decided later, so that a provider never waits for us.
 * @throws NOT_FOUND for another provider, SIGNATURE_INVALID, INVALID_INPUT
 */
export async function receiveWebhook(
  deps: Pick<Deps, 'payments' | 'paymentProvider' | 'queues' | 'clock' | 'log'>,
  provider: string,
  call: WebhookCall,
): Promise<void> {
  if (provider !== deps.paymentProvider.name) throw new AppError('NOT_FOUND');
  const event = deps.paymentProvider.verifyWebhook(call);
  const at = new Date(deps.clock.now());
  crashPoint('webhook.received');
  const isNew = await deps.payments.insertEvent({ _id: event.id, provider, event, at });
  crashPoint('webhook.stored');
  if (!isNew) return;
  await enqueueSettle(deps, event.id).catch((error: unknown) => {
    deps.log.warn({ err: error as Error, event: event.id }, 'it is not known whether the payment job is queued');
  });
  crashPoint('webhook.queued');
}
