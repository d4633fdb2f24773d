import { newId } from './new-id.ts';
import type { Order, RoomSnapshot } from './protocol.ts';

/** What a buyer wants, with the words to show it again after a restart. */
export interface PurchaseRequest {
  roomId: string;
  itemId: string;
  skuId: string;
  quantity: number;
  /** The price version the buyer saw; a newer one refuses with `PRICE_CHANGED`. */
  priceVersion: number;
  title: string;
  skuName: string;
  picture?: string | undefined;
  /** In fen, as the buyer saw it; the service decides. */
  unitPrice: number;
}

/** A purchase this device began: its id is the idempotency key, so it is written down before it is sent. */
export interface Ticket extends PurchaseRequest {
  id: string;
  accountId: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** The hold's end once the service accepted it. */
  holdUntil?: string | undefined;
}

/** Where tickets without an end are kept over restarts, e.g. `localStorage`. */
export interface TicketStore {
  read(): unknown;
  write(tickets: readonly Ticket[]): void;
}

/** The request for an item as the room shows it now; undefined when the room does not sell it. */
export function purchaseRequestFor(
  snapshot: RoomSnapshot,
  { itemId, skuId, quantity = 1 }: { itemId: string; skuId?: string; quantity?: number },
): PurchaseRequest | undefined {
  const item = snapshot.shelf.find((each) => each.itemId === itemId);
  const sku = item?.skus.find((each) => skuId === undefined || each.skuId === skuId);
  if (!item || !sku) return undefined;
  const { title, picture, priceVersion } = item;
  const words = { title, skuName: sku.name, picture, unitPrice: sku.price };
  return { roomId: snapshot.roomId, itemId, skuId: sku.skuId, quantity, priceVersion, ...words };
}

export function newTicket(request: PurchaseRequest, accountId: string): Ticket {
  return { ...request, id: newId(), accountId, createdAt: Date.now() };
}

/** The ticket an order was made from, for orders this device did not begin. */
export function ticketOf(order: Order): Ticket {
  const { id, buyerId, roomId, itemId, skuId, quantity, seen, title, skuName, picture, unitPrice, placedAt } = order;
  const words = { title, skuName, picture, unitPrice };
  const request = { roomId, itemId, skuId, quantity, priceVersion: seen.priceVersion, ...words };
  return { ...request, id, accountId: buyerId, createdAt: Date.parse(placedAt), holdUntil: order.holdUntil };
}

/** Older ones than this can only be read in the list of orders, in milliseconds. */
const KEEP_MS = 24 * 3600_000;

/** Tickets without an end yet, over restarts of this device. */
export interface TicketBook {
  of(accountId: string): Ticket[];
  remember(ticket: Ticket): void;
  forget(id: string): void;
}

export function createTicketBook(store: TicketStore = inMemory()): TicketBook {
  const all = (): Ticket[] => {
    const kept = store.read();
    return Array.isArray(kept) ? kept.filter(isTicket) : [];
  };
  return {
    of: (accountId) => all().filter((each) => each.accountId === accountId && Date.now() - each.createdAt < KEEP_MS),
    remember: (ticket) => store.write([...all().filter(({ id }) => id !== ticket.id), ticket]),
    forget: (id) => store.write(all().filter((each) => each.id !== id)),
  };
}

function inMemory(): TicketStore {
  let kept: readonly Ticket[] = [];
  return { read: () => kept, write: (tickets) => void (kept = tickets) };
}

function isTicket(value: unknown): value is Ticket {
  return typeof value === 'object' && value !== null && 'id' in value && 'accountId' in value && 'itemId' in value;
}
