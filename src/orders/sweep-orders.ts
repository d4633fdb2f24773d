import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { stockPolicy } from '#src/stock/policy.ts';
import { expireHold } from './expire-hold.ts';
import { orderPolicy } from './policy.ts';
import { releaseOrder } from './release-order.ts';
import type { ReleaseDeps } from './release-order.ts';

/**
 * Finishes what MongoDB knows to be unfinished, also when Redis has lost it: orders whose hold is long over, and orders
 * decided against whose units are not back. A few rooms at once, because one whose gate cannot be built takes its time.
 */
export async function sweepOrders(deps: ReleaseDeps & Pick<Deps, 'log'>): Promise<void> {
  const { overdueGraceMs, sweepBatch } = orderPolicy;
  const overdue = await deps.orders.listOverdue(new Date(deps.clock.now() - overdueGraceMs), sweepBatch);
  const unreleased = await deps.orders.listUnreleased(sweepBatch);
  const work = [
    ...overdue.map(({ room, _id: ticket }) => ({ room, finish: () => expireHold(deps, { room, ticket }) })),
    ...unreleased.map(({ room, _id }) => ({ room, finish: () => release(deps, _id) })),
  ];
  const rooms = [...Map.groupBy(work, ({ room }) => room)];
  for (let start = 0; start < rooms.length; start += stockPolicy.roomsAtOnce) {
    const some = rooms.slice(start, start + stockPolicy.roomsAtOnce);
    await Promise.all(some.map(([room, orders]) => finishRoom(deps, room, orders)));
  }
}

/** One after the other, since they take turns at one gate; when that cannot be built, the rest is left to the next sweep. */
async function finishRoom(
  deps: Pick<Deps, 'log'>,
  roomId: Id,
  orders: readonly { finish(): Promise<void> }[],
): Promise<void> {
  for (const { finish } of orders) {
    try {
      await finish();
    } catch (error) {
      deps.log.warn({ err: error as Error, roomId }, 'finishing an order failed');
      if (error instanceof AppError && error.code === 'WARMING_UP') return;
    }
  }
}

/** Read again: what was listed may have been released, and even paid late, while the sweep was at the others. */
async function release(deps: ReleaseDeps, id: Id): Promise<void> {
  const order = await deps.orders.find(id);
  if (order?.unreleased) await releaseOrder(deps, order);
}
