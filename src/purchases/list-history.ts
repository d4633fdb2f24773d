import type { Id, Page } from '#src/contract/ids.ts';
import type { PastPurchase } from '#src/contract/purchases.ts';
import type { Deps } from '#src/deps.ts';
import type { OrderRecord } from '#src/orders/order.ts';
import { toOrderView } from '#src/orders/present.ts';
import type { Member } from '#src/platform/edge/types.ts';
import type { RefusedRecord } from './refused-model.ts';

type HistoryDeps = Pick<Deps, 'orders' | 'refusedTickets' | 'shelf'>;

/** Everything a buyer tried to buy, newest first: orders, tickets that came to nothing, tickets that were refused. */
export async function listHistory(
  deps: HistoryDeps,
  actor: Member,
  page: Page,
): Promise<{ rows: PastPurchase[]; next?: Id }> {
  const [orders, refused] = await Promise.all([
    deps.orders.listTicketsOf(actor.id, page),
    deps.refusedTickets.listOfBuyer(actor.id, page),
  ]);
  // A ticket that was refused and accepted when it was placed again is its order.
  const ordered = new Set(orders.map((order) => order._id));
  const all = [
    ...orders.map((order) => ({ id: order._id, order })),
    ...refused.filter(({ ticket }) => !ordered.has(ticket)).map((each) => ({ id: each.ticket, refused: each })),
  ].toSorted((a, b) => (a.id < b.id ? 1 : -1));
  const rows = await Promise.all(
    all.slice(0, page.limit).map(async (row) => ('order' in row ? toPast(row.order) : toRefused(deps, row.refused))),
  );
  const last = rows.at(-1);
  return { rows, ...(all.length > page.limit && last && { next: last.ticket }) };
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
async function toRefused(deps: Pick<Deps, 'shelf'>, refused: RefusedRecord): Promise<PastPurchase> {
  const { ticket, room, item, sku, quantity, code, at } = refused;
  const shown = await deps.shelf.find(item);
  return {
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
}
