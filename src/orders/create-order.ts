import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { readVerdict } from '#src/draws/read-verdict.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import { claimUnits } from '#src/stock/claim-units.ts';
import type { Ticket } from '#src/stock/ticket.ts';
import { unitId } from '#src/stock/unit.ts';
import { recountGate } from '#src/stock/warm-gate.ts';
import { draftOrder } from './draft-order.ts';
import { dropExtraUnits } from './drop-extra-units.ts';
import type { OrderRecord } from './order.ts';
import { releaseStrays } from './release-strays.ts';
import type { ReleaseDeps } from './release-order.ts';
import { releaseTwin } from './release-twin.ts';
import { tellBuyer } from './tell-buyer.ts';

/** What became of an accepted ticket; `undrawn`: its draw is not recorded yet, so it stays pending. */
export type CreateOutcome = 'order' | 'void' | 'gone' | 'undrawn';

export type CreateDeps = ReleaseDeps & Pick<Deps, 'draws' | 'windows'>;

/**
 * Makes the durable order of an accepted ticket: units first, then the order, then the ticket is marked and the buyer
 * told. Every step may run twice and two runs may overlap: units know their ticket, the order's unique id decides.
 */
export async function createOrder(
  deps: CreateDeps,
  { room, ticket: id }: { room: Id; ticket: Id },
): Promise<CreateOutcome> {
  const ticket = await deps.gate.ticket(room, id);
  if (!ticket) return 'gone';
  if (ticket.state === 'ordered' || ticket.state === 'paid') {
    await deps.gate.markOrdered(room, id);
    await dropExtraUnits(deps, ticket);
    return 'order';
  }
  if (ticket.state === 'releasing' || ticket.state === 'released') return clearUp(deps, ticket);

  crashPoint('units.claiming');
  const item = await deps.shelf.find(ticket.item);
  const verdict = item?.mode === 'equal_chance' ? await readVerdict(deps, room, id) : 'won';
  if (verdict === 'open') return 'undrawn';
  if (verdict === 'lost') return giveUp(deps, ticket);
  // Where the first payments claim the units, the order holds none until then.
  const serials = item?.mode === 'first_paid' ? [] : await claimUnits(deps, ticket);
  crashPoint('units.claimed');
  if (!serials) return giveUp(deps, ticket);
  const order = await draftOrder(deps, { ...ticket, serials });
  const inserted = await deps.orders.insertPlaced(order);
  crashPoint('order.inserted');
  const decided = inserted ?? (await deps.orders.find(id));
  if (!decided || !isSamePurchase(decided, ticket, serials)) return yieldTo(deps, { ...ticket, serials }, decided);

  const before = await deps.gate.markOrdered(room, id, serials);
  crashPoint('ticket.marked');
  if (before === 'other') await adopt(deps, (await deps.gate.ticket(room, id)) ?? ticket, decided);
  // Read again when it may have been paid or cancelled by now: both move the ticket on.
  const current = inserted && before === 'held' ? inserted : await deps.orders.find(id);
  if (current) tellBuyer(deps, current);
  crashPoint('buyer.told');
  return 'order';
}

/** A run before this one may have died with units it claimed after the release had removed what it found. */
async function clearUp(deps: ReleaseDeps, ticket: Ticket): Promise<CreateOutcome> {
  const decided = await deps.orders.find(ticket.id);
  if (decided && decided.room !== ticket.room) await releaseTwin(deps, ticket);
  if (decided && isAgainst(decided, ticket)) await releaseStrays(deps, decided, ticket.until);
  return 'void';
}

/** True for a decision against this very ticket, and not against one of its id in another room. */
const isAgainst = ({ state, room }: OrderRecord, ticket: Ticket) =>
  room === ticket.room && (state === 'void' || state === 'cancelled');

/** An order of this id that is not void is this ticket's, unless Redis lost the ticket and it was placed a second time. */
function isSamePurchase(order: Pick<OrderRecord, 'state' | 'room' | 'serials'>, ticket: Ticket, serials: number[]) {
  if (order.state === 'void' || order.state === 'cancelled' || order.room !== ticket.room) return false;
  return order.serials.length === serials.length && order.serials.every((serial) => serials.includes(serial));
}

/** Somebody was first: what this run claimed beyond the decided order's units is given up. */
async function yieldTo(deps: ReleaseDeps, ticket: Ticket, decided: OrderRecord | undefined): Promise<CreateOutcome> {
  if (!decided) throw new Error(`ticket ${ticket.id} was decided, but its order is not there`);
  if (!isAgainst(decided, ticket)) return adopt(deps, ticket, decided);
  // The release that follows the decision, now or already, removes units; ours may have come after it.
  await releaseStrays(deps, decided, ticket.until);
  return decided.state === 'void' ? 'void' : 'order';
}

/** The ticket was placed again after Redis had lost it: its order stays as it is, the second set of units goes back. */
async function adopt(deps: ReleaseDeps, ticket: Ticket, order: OrderRecord): Promise<CreateOutcome> {
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
async function giveUp(deps: ReleaseDeps, ticket: Ticket): Promise<CreateOutcome> {
  const left = (await deps.gate.ticket(ticket.room, ticket.id)) ?? ticket;
  await deps.orders.insertVoid(await draftOrder(deps, left));
  return yieldTo(deps, left, await deps.orders.find(ticket.id));
}
