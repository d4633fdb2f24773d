import { AppError } from '#src/contract/errors.ts';
import { seen as seenSchema } from '#src/contract/purchases.ts';
import type { Deps } from '#src/deps.ts';
import { describeItem } from '#src/shelf/describe-item.ts';
import type { ShelfItemRecord } from '#src/shelf/item.ts';
import type { Ticket } from '#src/stock/ticket.ts';
import type { OrderRecord } from './order.ts';

/** Everything of an order that its ticket and item decide. */
export type OrderDraft = Omit<OrderRecord, 'number' | 'state'>;

/** The order of a ticket, whose item may have left the shelf. @throws ITEM_NOT_FOUND */
export async function draftOrder(deps: Pick<Deps, 'shelf'>, ticket: Ticket): Promise<OrderDraft> {
  return toDraft(ticket, await findItem(deps, ticket));
}

/** The item a ticket is for, also after it has left the shelf. @throws ITEM_NOT_FOUND */
export async function findItem(deps: Pick<Deps, 'shelf'>, ticket: Ticket): Promise<ShelfItemRecord> {
  const item = await deps.shelf.find(ticket.item);
  if (!item) throw new AppError('ITEM_NOT_FOUND', { details: { item: ticket.item } });
  return item;
}

/** Puts an order together from what was granted and what was on the shelf. */
export function toDraft(ticket: Ticket, item: ShelfItemRecord): OrderDraft {
  const { id, room, account, sku, pool, serials, quantity, price, version } = ticket;
  return {
    _id: id,
    room,
    buyer: account,
    item: item._id,
    sku,
    ...describeItem(item, sku),
    pool,
    serials,
    quantity,
    unitPrice: price,
    amount: price * quantity,
    placedAt: new Date(ticket.at),
    holdUntil: new Date(ticket.until),
    seen: { pinned: ticket.pinned, priceVersion: version, ...clientSaw(ticket) },
  };
}

function clientSaw(ticket: Ticket): Pick<OrderRecord['seen'], 'seq' | 'mediaMs' | 'source'> {
  const { seq, mediaMs, source } = ticket.seen
    ? seenSchema.parse(JSON.parse(ticket.seen))
    : { seq: ticket.seq, mediaMs: undefined, source: 'room' as const };
  return { seq, source, ...(mediaMs !== undefined && { mediaMs }) };
}
