import type { Id } from '#src/contract/ids.ts';
import type { Statement } from '#src/contract/statements.ts';
import type { RoomRecord } from '#src/rooms/record.ts';

export type Sales = Pick<
  Statement,
  'size' | 'sold' | 'returned' | 'orders' | 'paidOrders' | 'paidAmount' | 'refundedAmount'
>;
export type ItemSales = Sales & { room: Id; item: Id; product: Id };
type Money = Pick<Sales, 'paidAmount' | 'refundedAmount'>;

/** All items together. */
export function addUp(items: readonly Sales[]): Sales {
  const sum: Sales = { size: 0, sold: 0, returned: 0, orders: 0, paidOrders: 0, paidAmount: 0, refundedAmount: 0 };
  for (const item of items) for (const key of Object.keys(sum) as (keyof Sales)[]) sum[key] += item[key];
  return sum;
}

/** The statement of a room that is over: as it was stored, with what refunds have made of the money since. */
export function presentStatement(room: RoomRecord, sales: Sales, now: Money): Statement {
  const { startedAt, endedAt, settledAt } = room;
  return {
    roomId: room._id,
    title: room.title,
    channelName: room.channelName,
    state: room.state === 'closed' ? 'closed' : 'ended',
    ...(startedAt && { startedAt: startedAt.toISOString() }),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
    ...(settledAt && { settledAt: settledAt.toISOString() }),
    ...sales,
    now: { paidAmount: now.paidAmount, refundedAmount: now.refundedAmount },
  };
}
