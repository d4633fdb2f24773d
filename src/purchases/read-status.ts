import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { AcceptedPurchase, PurchaseStatus } from '#src/contract/purchases.ts';
import type { Deps } from '#src/deps.ts';
import type { OrderRecord } from '#src/orders/order.ts';
import { toOrderView } from '#src/orders/present.ts';
import { toInstant } from '#src/platform/clock.ts';
import type { Member } from '#src/platform/edge/types.ts';
import type { Ticket } from '#src/stock/ticket.ts';
import { readEntry } from '#src/draws/read-entry.ts';
import { findTicket } from './find-ticket.ts';

/**
 * The truth about a buyer's own ticket, after any reload or restart: MongoDB decides, and before it has an order, Redis.
 * @throws UNKNOWN_TICKET also for tickets of other accounts
 */
export async function readStatus(
  deps: Pick<Deps, 'orders' | 'gate' | 'draws' | 'windows' | 'clock'>,
  actor: Member,
  { ticket: id, room }: { ticket: Id; room?: Id | undefined },
): Promise<PurchaseStatus> {
  const order = await deps.orders.find(id);
  if (order) return statusOfOrder(order, actor);
  const ticket = await findTicket(deps, id, room);
  if (!ticket) {
    // The order may have become durable, and its ticket forgotten, between the two questions.
    const late = await deps.orders.find(id);
    if (late) return statusOfOrder(late, actor);
  }
  if (!ticket && room !== undefined) {
    const entry = await readEntry(deps, actor, { ticket: id, room });
    if (entry) return entry;
  }
  if (!ticket || ticket.account !== actor.id) throw new AppError('UNKNOWN_TICKET', { details: { ticket: id } });
  if (ticket.state === 'releasing' || ticket.state === 'released') return { status: 'void', ticket: id };
  return { status: 'accepted', accepted: toAccepted(ticket) };
}

export function statusOfOrder(order: OrderRecord, actor: Member): PurchaseStatus {
  if (order.buyer !== actor.id) throw new AppError('UNKNOWN_TICKET', { details: { ticket: order._id } });
  if (order.state === 'void') return { status: 'void', ticket: order._id };
  return { status: 'order', order: toOrderView(order) };
}

function toAccepted({ id: ticket, until, price, quantity }: Ticket): AcceptedPurchase {
  return { ticket, holdUntil: toInstant(until), unitPrice: price, amount: price * quantity, quantity };
}
