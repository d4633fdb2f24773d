import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { OrderRecord } from '#src/orders/order.ts';
import type { Owners } from './read-owners.ts';
import type { Ticket } from './ticket.ts';
import { serialOf } from './unit.ts';
import type { UnitRecord } from './unit.ts';

/** Tickets that Redis has lost and MongoDB still knows. */
export interface Recovered {
  tickets: Ticket[];
  /** Those that can only be given up. */
  due: Set<Id>;
}

/**
 * Finds what Redis has lost of a room: tickets of orders that are not paid or not fully released, and tickets whose
 * worker had claimed units but made no order yet. Notes their serials in `owners`.
 */
export async function recoverTickets(
  deps: Pick<Deps, 'gate' | 'orders' | 'stock' | 'clock'>,
  roomId: Id,
  live: readonly Ticket[],
  owners: Owners,
): Promise<Recovered> {
  const alive = new Set(live.map((ticket) => ticket.id));
  const orders = (await deps.orders.listOpen(roomId)).filter((order) => !alive.has(order._id));
  const ofOrders = orders.map((order) => fromOrder(order, owners));
  const claimed = new Set([...owners.values()].flatMap((taken) => [...taken.values()]));
  const without = await withoutOrder(
    deps,
    [...claimed].filter((ticket) => !alive.has(ticket)),
  );
  const ofUnits = await Promise.all(
    without.map(async (id) => {
      const units = await deps.stock.units.ofTicket(id);
      return fromUnits(units.filter(({ room }) => room === roomId));
    }),
  );

  const found = [...ofOrders, ...ofUnits.filter((ticket) => ticket !== undefined)];
  // A ticket that Redis knows as finished is being finished in MongoDB right now.
  const known = await deps.gate.knownTickets(
    roomId,
    found.map((ticket) => ticket.id),
  );
  const tickets = found.filter((ticket) => !known.has(ticket.id));
  for (const { id, pool, serials } of tickets) {
    for (const serial of serials) owners.get(pool)?.set(serial, id);
  }
  const now = deps.clock.now();
  const due = tickets.filter((ticket) => ticket.state === 'releasing' || ticket.until <= now);
  return { tickets, due: new Set(due.map((ticket) => ticket.id)) };
}

async function withoutOrder(deps: Pick<Deps, 'orders'>, tickets: Id[]): Promise<Id[]> {
  const ordered = await deps.orders.existing(tickets);
  return tickets.filter((ticket) => !ordered.has(ticket));
}

function fromOrder(order: OrderRecord, owners: Owners): Ticket {
  const { _id: id, room, buyer: account, item, sku, quantity, pool } = order;
  // A serial that somebody else has by now is not this ticket's to give back.
  const own = order.serials.filter((serial) => (owners.get(pool)?.get(serial) ?? id) === id);
  return {
    id,
    room,
    account,
    item,
    sku,
    quantity,
    pool,
    version: order.seen.priceVersion,
    price: order.unitPrice,
    serials: own,
    state: order.state === 'placed' ? 'ordered' : 'releasing',
    at: order.placedAt.getTime(),
    until: order.holdUntil.getTime(),
    seq: order.seen.seq,
    pinned: order.seen.pinned,
    seen: '',
  };
}

function fromUnits(units: UnitRecord[]): Ticket | undefined {
  const [first] = units;
  if (!first) return undefined;
  const { ticket: id, room, buyer: account, item, pool, hold } = first;
  return {
    id,
    room,
    account,
    item,
    pool,
    sku: hold.sku,
    quantity: hold.quantity,
    version: hold.version,
    price: hold.price,
    serials: units.map((unit) => serialOf(unit._id)),
    state: 'held',
    at: hold.at.getTime(),
    until: hold.until.getTime(),
    seq: hold.seq,
    pinned: hold.pinned,
    seen: hold.seen ?? '',
  };
}
