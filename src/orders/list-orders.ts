import { AppError } from '#src/contract/errors.ts';
import type { Id, Page } from '#src/contract/ids.ts';
import type { OrderState, OrderView } from '#src/contract/purchases.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { cutPage } from '#src/platform/page.ts';
import type { Paged } from '#src/platform/page.ts';
import { findShop } from '#src/shops/find-shop.ts';
import type { OrderRecord } from './order.ts';
import { toOrderView } from './present.ts';

/** A buyer's own orders, newest first. */
export async function listMyOrders(deps: Pick<Deps, 'orders'>, actor: Member, page: Page): Promise<Paged<OrderView>> {
  return toPage(await deps.orders.listOfBuyer(actor.id, page), page);
}

/** A shop's orders, for its owner and for operators. @throws NOT_FOUND */
export async function listShopOrders(
  deps: Pick<Deps, 'orders' | 'shops'>,
  actor: Member,
  shopId: Id,
  { state, room, ...page }: Page & { state?: OrderState | undefined; room?: Id | undefined },
): Promise<Paged<OrderView>> {
  const shop = await findShop(deps, shopId);
  if (!shop || (shop.ownerId !== actor.id && actor.role !== 'operator')) throw new AppError('NOT_FOUND');
  return toPage(await deps.orders.listOfShop(shopId, page, { state, room }), page);
}

const toPage = (records: OrderRecord[], { limit }: Page): Paged<OrderView> =>
  cutPage(records.map(toOrderView), limit, (order) => order.id);
