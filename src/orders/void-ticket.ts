import type { Id } from '#src/contract/ids.ts';
import { draftOrder } from './draft-order.ts';
import { releaseOrder } from './release-order.ts';
import type { ReleaseDeps } from './release-order.ts';

/** Decides against a ticket that nobody was told of and gives its units back; nothing when it is an order already. */
export async function voidTicket(deps: ReleaseDeps, room: Id, id: Id): Promise<void> {
  const ticket = await deps.gate.ticket(room, id);
  if (!ticket) return;
  await deps.orders.insertVoid(await draftOrder(deps, ticket));
  const decided = await deps.orders.find(id);
  if (decided?.state === 'void') await releaseOrder(deps, decided, ticket.until);
}
