import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';

const once = (jobId: string) => ({ jobId, removeOnComplete: true, removeOnFail: true }) as const;

/** Has a stored event applied to its order. The sandbox's delivery of an event is a job of this queue too, hence the prefix. */
export function enqueueSettle(deps: Pick<Deps, 'queues'>, event: Id): Promise<void> {
  return deps.queues.add('payments', 'payment.settle', { event }, once(`settle-${event}`));
}

/** Has the provider asked for the refunds of an order. */
export function enqueueRefund(deps: Pick<Deps, 'queues'>, order: Id): Promise<void> {
  return deps.queues.add('payments', 'refund.request', { order }, once(`refund-${order}`));
}
