import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { expireHold } from './expire-hold.ts';
import { orderPolicy } from './policy.ts';
import { releaseOrder } from './release-order.ts';
import type { ReleaseDeps } from './release-order.ts';

/**
 * Finishes what MongoDB knows to be unfinished, also when Redis has lost it: orders whose hold is long over, and orders
 * decided against whose units are not back. Rooms go side by side, because one whose gate cannot be built takes its time.
 */
export async function sweepOrders(deps: ReleaseDeps & Pick<Deps, 'log'>): Promise<void> {
  const { overdueGraceMs, sweepBatch } = orderPolicy;
  const overdue = await deps.orders.listOverdue(new Date(deps.clock.now() - overdueGraceMs), sweepBatch);
  const unreleased = await deps.orders.listUnreleased(sweepBatch);
  const work = [
    ...overdue.map(({ room, _id: ticket }) => ({ room, finish: () => expireHold(deps, { room, ticket }) })),
    ...unreleased.map(({ room, _id }) => ({ room, finish: () => release(deps, _id) })),
  ];
  const rooms = Map.groupBy(work, ({ room }) => room);
  await Promise.all(Array.from(rooms.values(), (ofRoom) => finishRoom(deps, ofRoom)));
}

/** One after the other: they take turns at one gate. */
async function finishRoom(deps: Pick<Deps, 'log'>, orders: readonly { finish(): Promise<void> }[]): Promise<void> {
  for (const { finish } of orders) {
    await finish().catch((error: unknown) => deps.log.warn({ err: error as Error }, 'finishing an order failed'));
  }
}

/** Read again: what was listed may have been released, and even paid late, while the sweep was at the others. */
async function release(deps: ReleaseDeps, id: Id): Promise<void> {
  const order = await deps.orders.find(id);
  if (order?.unreleased) await releaseOrder(deps, order);
}
