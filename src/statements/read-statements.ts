import { AppError } from '#src/contract/errors.ts';
import type { Id, Page } from '#src/contract/ids.ts';
import type { RoomStatement, Statement } from '#src/contract/statements.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { requireStaff } from '#src/rooms/authorize.ts';
import type { RoomRecord } from '#src/rooms/record.ts';
import { addUp, presentStatement } from './present.ts';
import type { ItemSales } from './present.ts';

type StatementDeps = Pick<Deps, 'rooms' | 'stock' | 'orders' | 'shelf'>;

interface StatementPage {
  rows: Statement[];
  next?: Id;
}

/** A host's shows that are over, newest first. */
export async function listOwnStatements(deps: StatementDeps, actor: Member, page: Page): Promise<StatementPage> {
  return toPage(deps, await deps.rooms.listOver(page, actor.id), page);
}

/** Every show that is over, newest first; for operators. */
export async function listStatements(deps: StatementDeps, page: Page): Promise<StatementPage> {
  return toPage(deps, await deps.rooms.listOver(page), page);
}

/** One show with its items, for its staff and operators. @throws NOT_FOUND FORBIDDEN ROOM_STATE before its end */
export async function readStatement(deps: StatementDeps, actor: Member, roomId: Id): Promise<RoomStatement> {
  const room = await requireStaff(deps, actor, roomId);
  if (room.state !== 'ended' && room.state !== 'closed')
    throw new AppError('ROOM_STATE', { details: { state: room.state } });
  const sales = await salesOf(deps, [room]);
  const items = await Promise.all(
    sales.map(async ({ item, product, size, sold, returned, orders, paidOrders, paidAmount, refundedAmount }) => {
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
  return { ...presentStatement(room, addUp(sales)), items };
}

/** Stores answer one row more than asked for when there are more. */
async function toPage(deps: StatementDeps, found: RoomRecord[], { limit }: Page): Promise<StatementPage> {
  const rooms = found.slice(0, limit);
  const sales = await salesOf(deps, rooms);
  const rows = rooms.map((room) => presentStatement(room, addUp(sales.filter((each) => each.room === room._id))));
  const last = rooms.at(-1);
  return { rows, ...(found.length > limit && last && { next: last._id }) };
}

/** What was given to each item of these rooms, and what became of it; two questions for any number of rooms. */
async function salesOf(deps: Pick<Deps, 'stock' | 'orders'>, rooms: readonly RoomRecord[]): Promise<ItemSales[]> {
  const ids = rooms.map((room) => room._id);
  const [pools, orders] = await Promise.all([deps.stock.pools.sumByItem(ids), deps.orders.sumByItem(ids)]);
  const ordersOf = new Map(orders.map((each) => [`${each.room} ${each.item}`, each]));
  const none = { sold: 0, orders: 0, paidOrders: 0, paidAmount: 0, refundedAmount: 0 };
  return pools.map((pool) => ({ ...pool, ...none, ...ordersOf.get(`${pool.room} ${pool.item}`) }));
}
