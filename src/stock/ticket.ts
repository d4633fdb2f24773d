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

/** A ticket as Redis keeps it, one string; hold-units.lua writes the same, the other scripts read it by pattern. */
export function writeTicket(ticket: Ticket): string {
  const { state, account, item, sku, quantity, version, price, until, at, pool, serials, seq, pinned, seen } = ticket;
  const who = [state, account, item, sku, quantity, version];
  return [...who, price, until, at, pool, serials.join(','), seq, pinned ? 1 : 0, seen].join('|');
}

/** Reads a ticket's string; undefined when there is none. */
export function readTicket(room: Id, id: Id, text: string | null): Ticket | undefined {
  if (text === null) return undefined;
  const [state, account, item, sku, quantity, version, price, until, at, pool, serials, seq, pinned, ...seen] =
    text.split('|') as [TicketState, Id, Id, Id, string, string, string, string, string, Id, string, string, string];
  return {
    id,
    room,
    account,
    item,
    sku,
    quantity: Number(quantity),
    version: Number(version),
    price: Number(price),
    pool,
    serials: readSerials(serials),
    state,
    at: Number(at),
    until: Number(until),
    seq: Number(seq),
    pinned: pinned === '1',
    seen: (seen as string[]).join('|'),
  };
}

export function readSerials(text: string): number[] {
  return text === '' ? [] : text.split(',').map(Number);
}

/** Tickets whose outcome is still open, so that their serials are in nobody else's hands. */
export function isLive(state: TicketState): boolean {
  return state === 'held' || state === 'ordered' || state === 'releasing';
}
