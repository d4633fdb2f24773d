import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { PurchaseStatus } from '#src/contract/purchases.ts';
import { cancelOrder } from '#src/orders/cancel-order.ts';
import { draftOrder } from '#src/orders/draft-order.ts';
import { releaseOrder } from '#src/orders/release-order.ts';
import type { ReleaseDeps } from '#src/orders/release-order.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { findTicket } from './find-ticket.ts';
import { statusOfOrder } from './read-status.ts';

/**
 * The buyer lets go of a purchase; its units are free again when this answers. Works before the order is durable too:
 * then a `void` order decides against the ticket, unless the worker was first.
 * @throws UNKNOWN_TICKET, ORDER_STATE once it is paid
 */
export async function cancelPurchase(deps: ReleaseDeps, actor: Member, id: Id): Promise<PurchaseStatus> {
  const order = await deps.orders.find(id);
  if (!order) await decideAgainst(deps, actor, id);
  const decided = await deps.orders.find(id);
  if (!decided || decided.buyer !== actor.id) throw new AppError('UNKNOWN_TICKET', { details: { ticket: id } });
  if (decided.state !== 'void') return statusOfOrder(await cancelOrder(deps, actor, id), actor);
  if (decided.unreleased) await releaseOrder(deps, decided);
  return statusOfOrder(decided, actor);
}

async function decideAgainst(deps: ReleaseDeps, actor: Member, id: Id): Promise<void> {
  const ticket = await findTicket(deps, id);
  if (!ticket || ticket.account !== actor.id) throw new AppError('UNKNOWN_TICKET', { details: { ticket: id } });
  await deps.orders.insertVoid(await draftOrder(deps, ticket));
  crashPoint('purchase.voided');
}
