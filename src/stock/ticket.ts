import type { Id } from '#src/contract/ids.ts';

/**
 * `held` (the order is on its way) -> `ordered` (the order is durable) -> `paid`,
 * or from either `releasing` (decided against) -> `released` (the units are back).
 */
export type TicketState = 'held' | 'ordered' | 'paid' | 'releasing' | 'released';

/** A purchase as the gate recorded it; the order's id will be the ticket's. Times in milliseconds, money in fen. */
export interface Ticket {
  id: Id;
  room: Id;
  account: Id;
  item: Id;
  sku: Id;
  quantity: number;
  /** Price version the buyer saw, and the price per unit the server set. */
  version: number;
  price: number;
  pool: Id;
  serials: number[];
  state: TicketState;
  at: number;
  until: number;
  /** Number of the room log's event that took the units. */
  seq: number;
  /** Whether the item was pinned at that moment. */
  pinned: boolean;
  /** What the client says its buyer saw, as JSON; empty when it said nothing. */
  seen: string;
}

/** Binds a ticket to its content: the same ticket with other content is refused. Written alike in hold-units.lua. */
export function ticketPrint(ticket: Pick<Ticket, 'item' | 'sku' | 'quantity' | 'version'>): string {
  return `${ticket.item}|${ticket.sku}|${ticket.quantity}|${ticket.version}`;
}

/** The hash of a ticket in Redis. */
export function ticketFields(ticket: Ticket): Record<string, string | number> {
  const { account, state, price, until, at, pool, seq, seen } = ticket;
  return {
    account,
    print: ticketPrint(ticket),
    state,
    price,
    until,
    at,
    pool,
    serials: ticket.serials.join(','),
    seq,
    pinned: ticket.pinned ? 1 : 0,
    seen,
  };
}

/** Reads a ticket's hash; undefined when there is none. */
export function readTicket(room: Id, id: Id, fields: Record<string, string>): Ticket | undefined {
  if (!fields['account'] || !fields['print']) return undefined;
  const [item, sku, quantity, version] = fields['print'].split('|') as [Id, Id, string, string];
  return {
    id,
    room,
    account: fields['account'],
    item,
    sku,
    quantity: Number(quantity),
    version: Number(version),
    price: Number(fields['price']),
    pool: fields['pool']!,
    serials: readSerials(fields['serials']!),
    state: fields['state'] as TicketState,
    at: Number(fields['at']),
    until: Number(fields['until']),
    seq: Number(fields['seq']),
    pinned: fields['pinned'] === '1',
    seen: fields['seen'] ?? '',
  };
}

export function readSerials(text: string): number[] {
  return text === '' ? [] : text.split(',').map(Number);
}

/** Tickets whose outcome is still open, so that their serials are in nobody else's hands. */
export function isLive(state: TicketState): boolean {
  return state === 'held' || state === 'ordered' || state === 'releasing';
}
