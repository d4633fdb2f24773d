import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { crashPoint } from '#src/platform/crash-point.ts';

/**
 * One job per ticket while it runs; nothing is kept of it afterwards, because an old job under the same id would make
 * the queue ignore a new one, and what has happened is known from MongoDB anyway.
 */
const once = (ticket: Id) => ({ jobId: ticket, removeOnComplete: true, removeOnFail: true }) as const;

/** Puts an accepted ticket on the queue that makes it an order. A throw leaves it open whether it is there. */
export async function enqueueOrder(deps: Pick<Deps, 'queues'>, room: Id, ticket: Id): Promise<void> {
  crashPoint('order.queueing');
  await deps.queues.add('orders', 'order.create', { room, ticket }, once(ticket));
  crashPoint('order.queued');
}

/** Has an unfinished ticket brought to its end. */
export function enqueueExpiry(deps: Pick<Deps, 'queues'>, room: Id, ticket: Id): Promise<void> {
  return deps.queues.add('holds', 'hold.expire', { room, ticket }, once(ticket));
}
