import { AppError } from '#src/contract/errors.ts';
import type { Id, Page } from '#src/contract/ids.ts';
import type { PastPurchase } from '#src/contract/purchases.ts';
import type { Deps } from '#src/deps.ts';
import type { OrderRecord } from '#src/orders/order.ts';
import { toOrderView } from '#src/orders/present.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { cutPage } from '#src/platform/page.ts';
import type { Paged } from '#src/platform/page.ts';
import { findShop } from '#src/shops/find-shop.ts';
import type { RefusedRecord } from './refused-model.ts';

type HistoryDeps = Pick<Deps, 'orders' | 'refusedTickets' | 'shelf'>;
type History = Paged<PastPurchase>;

/** Everything a buyer tried to buy, newest first: orders, tickets that came to nothing, tickets that were refused. */
export async function listHistory(deps: HistoryDeps, buyer: Pick<Member, 'id'>, page: Page): Promise<History> {
  const { found, ...next } = await readHistory(deps, buyer.id, page);
  return { rows: found.map(({ past }) => past), ...next };
}

/**
 * What a buyer tried to buy in one shop, for its owner. A page may have fewer rows than asked for, because it is cut from
 * everything of the buyer. @throws NOT_FOUND
 */
export async function listShopHistory(
  deps: HistoryDeps & Pick<Deps, 'shops'>,
  actor: Member,
  of: { shop: Id; buyer: Id },
  page: Page,
): Promise<History> {
  const shop = await findShop(deps, of.shop);
  if (!shop || (shop.ownerId !== actor.id && actor.role !== 'operator')) throw new AppError('NOT_FOUND');
  const { found, ...next } = await readHistory(deps, of.buyer, page);
  return { rows: found.filter((each) => each.shop === of.shop).map(({ past }) => past), ...next };
}

interface FoundTicket {
  past: PastPurchase;
  /** Undefined when the item is gone. */
  shop: Id | undefined;
}

async function readHistory(deps: HistoryDeps, buyer: Id, page: Page): Promise<{ found: FoundTicket[]; next?: Id }> {
  const [orders, refused] = await Promise.all([
    deps.orders.listTicketsOf(buyer, page),
    deps.refusedTickets.listOfBuyer(buyer, page),
  ]);
  // A ticket that was refused and accepted when it was placed again is its order.
  const ordered = new Set(orders.map((order) => order._id));
  const all = [
    ...orders.map((order) => ({ id: order._id, order })),
    ...refused.filter(({ ticket }) => !ordered.has(ticket)).map((each) => ({ id: each.ticket, refused: each })),
  ].toSorted((a, b) => (a.id < b.id ? 1 : -1));
  const { rows, ...next } = cutPage(all, page.limit, ({ id }) => id);
  const found = await Promise.all(
    rows.map(async (row) =>
      'order' in row ? { past: toPast(row.order), shop: row.order.shop } : toRefused(deps, row.refused),
    ),
  );
  return { found, ...next };
}

function toPast(order: OrderRecord): PastPurchase {
  if (order.state !== 'void') return { outcome: 'order', ticket: order._id, order: toOrderView(order) };
  const { _id: ticket, room, item, title, skuName, quantity, amount, picture, placedAt, holdUntil } = order;
  return {
    outcome: 'void',
    ticket,
    roomId: room,
    itemId: item,
    title,
    skuName,
    quantity,
    amount,
    ...(picture && { picture }),
    at: placedAt.toISOString(),
    holdUntil: holdUntil.toISOString(),
  };
}

/** The item is named as it stands on the shelf today: a refusal keeps ids only. */
async function toRefused(deps: Pick<Deps, 'shelf'>, refused: RefusedRecord): Promise<FoundTicket> {
  const { ticket, room, item, sku, quantity, code, at } = refused;
  const shown = await deps.shelf.find(item);
  const past: PastPurchase = {
    outcome: 'refused',
    ticket,
    roomId: room,
    itemId: item,
    title: shown?.title ?? '',
    skuName: shown?.skus.find((each) => each.sku === sku)?.name ?? '',
    quantity,
    ...(shown?.picture && { picture: shown.picture }),
    at: at.toISOString(),
    code,
  };
  return { past, shop: shown?.shop };
}
