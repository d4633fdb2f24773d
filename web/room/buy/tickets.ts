import { v7 } from 'uuid';
import type { OrderView } from '../../../src/contract/purchases.ts';

/** What a buyer wants, with the words to show it again after a reload. */
export interface Wish {
  roomId: string;
  itemId: string;
  skuId: string;
  quantity: number;
  priceVersion: number;
  title: string;
  skuName: string;
  picture?: string | undefined;
  /** In fen, as the buyer saw it; the service decides. */
  unitPrice: number;
}

/** A purchase this device began: its id is the idempotency key, so it is written down before it is sent. */
export interface Ticket extends Wish {
  id: string;
  accountId: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** The hold's end once the service accepted it. */
  holdUntil?: string | undefined;
}

const STORED = 'shelfcast.tickets';
/** Older ones than this can only be read in the list of orders, in milliseconds. */
const KEEP_MS = 24 * 3600_000;

export function newTicket(wish: Wish, accountId: string): Ticket {
  return { ...wish, id: v7(), accountId, createdAt: Date.now() };
}

/** The ticket an order was made from, for orders this device did not begin. */
export function ticketOf(order: OrderView): Ticket {
  const { id, buyerId, roomId, itemId, skuId, quantity, seen, title, skuName, picture, unitPrice, placedAt } = order;
  const words = { title, skuName, picture, unitPrice };
  const wish = { roomId, itemId, skuId, quantity, priceVersion: seen.priceVersion, ...words };
  return { ...wish, id, accountId: buyerId, createdAt: Date.parse(placedAt), holdUntil: order.holdUntil };
}

/** Tickets without an end yet, over reloads of this device. */
export function readTickets(accountId: string): Ticket[] {
  return readAll().filter((ticket) => ticket.accountId === accountId && Date.now() - ticket.createdAt < KEEP_MS);
}

export function rememberTicket(ticket: Ticket): void {
  write([...readAll().filter((other) => other.id !== ticket.id), ticket]);
}

export function forgetTicket(id: string): void {
  write(readAll().filter((other) => other.id !== id));
}

function readAll(): Ticket[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORED) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isTicket) : [];
  } catch {
    return [];
  }
}

function isTicket(value: unknown): value is Ticket {
  return typeof value === 'object' && value !== null && 'id' in value && 'accountId' in value && 'itemId' in value;
}

function write(tickets: Ticket[]): void {
  try {
    localStorage.setItem(STORED, JSON.stringify(tickets));
  } catch {
    // Without storage a reload shows the purchase in the list of orders only.
  }
}
