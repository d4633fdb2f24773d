import { seen as seenSchema } from '#src/contract/purchases.ts';
import type { Deps } from '#src/deps.ts';
import { describeItem } from '#src/shelf/describe-item.ts';
import type { Ticket } from '#src/stock/ticket.ts';
import type { OrderRecord } from './order.ts';

/** Everything of an order that its ticket and item decide. */
export async function draftOrder(
  deps: Pick<Deps, 'shelf'>,
  ticket: Ticket,
): Promise<Omit<OrderRecord, 'number' | 'state'>> {
  const { id, room, account, item, sku, pool, serials, quantity, price, version } = ticket;
  const description = await describeItem(deps, item, sku);
  return {
    _id: id,
    room,
    buyer: account,
    item,
    sku,
    ...description,
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
