import type { Id } from '#src/contract/ids.ts';
import type { StatementItem } from '#src/contract/statements.ts';
import type { Deps } from '#src/deps.ts';
import type { ItemSales } from './present.ts';

export type DrawUpDeps = Pick<Deps, 'stock' | 'orders' | 'shelf'>;

/** What was given to each item of these rooms, and what became of it by now; two questions for any number of rooms. */
export async function salesOf(deps: Pick<Deps, 'stock' | 'orders'>, rooms: readonly Id[]): Promise<ItemSales[]> {
  const [pools, orders] = await Promise.all([deps.stock.pools.sumByItem(rooms), deps.orders.sumByItem(rooms)]);
  const ordersOf = new Map(orders.map((each) => [`${each.room} ${each.item}`, each]));
  const none = { sold: 0, orders: 0, paidOrders: 0, paidAmount: 0, refundedAmount: 0 };
  return pools.map((pool) => ({ ...pool, ...none, ...ordersOf.get(`${pool.room} ${pool.item}`) }));
}

/** A room's statement, item by item, as it stands now. */
export async function drawUp(deps: DrawUpDeps, room: Id): Promise<StatementItem[]> {
  const items = await salesOf(deps, [room]);
  return Promise.all(
    items.map(async ({ item, product, size, sold, returned, orders, paidOrders, paidAmount, refundedAmount }) => {
      const shown = await deps.shelf.find(item);
      return {
        itemId: item,
        productId: product,
        title: shown?.title ?? '',
        ...(shown?.picture && { picture: shown.picture }),
        size,
        sold,
        returned,
        orders,
        paidOrders,
        paidAmount,
        refundedAmount,
      };
    }),
  );
}
