import type { Ticket } from '#src/stock/ticket.ts';
import { unitId } from '#src/stock/unit.ts';
import { recountGate } from '#src/stock/warm-gate.ts';
import { draftOrder } from './draft-order.ts';
import type { OrderRecord } from './order.ts';
import type { ReleaseDeps } from './release-order.ts';
import { isDecidedAgainst } from './rules.ts';
import { releaseStrays } from './release-strays.ts';
import { releaseTwin } from './release-twin.ts';

/** How it ended for a ticket that somebody else had decided: with an order, or without. */
export type Conceded = 'order' | 'void';

/** A run before this one may have died with units it claimed after the release had removed what it found. */
export async function clearUp(deps: ReleaseDeps, ticket: Ticket): Promise<Conceded> {
  const decided = await deps.orders.find(ticket.id);
  if (decided && decided.room !== ticket.room) await releaseTwin(deps, ticket);
  if (decided && isAgainst(decided, ticket)) await releaseStrays(deps, decided, ticket.until);
  return 'void';
}

/** True for a decision against this very ticket, and not against one of its id in another room. */
const isAgainst = (order: OrderRecord, ticket: Ticket) => order.room === ticket.room && isDecidedAgainst(order);

/** An order of this id that is not void is this ticket's, unless Redis lost the ticket and it was placed a second time. */
export function isSamePurchase(
  order: Pick<OrderRecord, 'state' | 'room' | 'serials'>,
  ticket: Ticket,
  serials: number[],
) {
  if (isDecidedAgainst(order) || order.room !== ticket.room) return false;
  return order.serials.length === serials.length && order.serials.every((serial) => serials.includes(serial));
}

/** Somebody was first: what this run claimed beyond the decided order's units is given up. */
export async function yieldTo(deps: ReleaseDeps, ticket: Ticket, decided: OrderRecord | undefined): Promise<Conceded> {
  if (!decided) throw new Error(`ticket ${ticket.id} was decided, but its order is not there`);
  if (!isAgainst(decided, ticket)) return adopt(deps, ticket, decided);
  // The release that follows the decision, now or already, removes units; ours may have come after it.
  await releaseStrays(deps, decided, ticket.until);
  return decided.state === 'void' ? 'void' : 'order';
}

/** The ticket was placed again after Redis had lost it: its order stays as it is, the second set of units goes back. */
export async function adopt(deps: ReleaseDeps, ticket: Ticket, order: OrderRecord): Promise<Conceded> {
  const { room, id } = ticket;
  const isHere = order.room === room;
  const kept = isHere ? order.serials.map((serial) => unitId(order.pool, serial)) : [];
  const claimed = ticket.serials.map((serial) => unitId(ticket.pool, serial));
  await deps.stock.units.removeOnly(
    id,
    claimed.filter((unit) => !kept.includes(unit)),
    ticket.until,
  );
  if (!isHere) {
    await releaseTwin(deps, ticket);
    return 'order';
  }
  await deps.gate.keepSerials(room, id, order.serials);
  await (order.state === 'placed' ? deps.gate.markOrdered(room, id) : deps.gate.markPaid(room, id));
  await recountGate(deps, room, 'a ticket was placed again whose order has other units');
  return 'order';
}

/**
 * The draw was recorded without it, or MongoDB had given the units to others and there are no more: the ticket is refused after all. Unless another run was
 * faster and got them: then the ticket names that order's units again, which this run had taken off it.
 */
export async function giveUp(deps: ReleaseDeps, ticket: Ticket): Promise<Conceded> {
  const left = (await deps.gate.ticket(ticket.room, ticket.id)) ?? ticket;
  await deps.orders.insertVoid(await draftOrder(deps, left));
  return yieldTo(deps, left, await deps.orders.find(ticket.id));
}
