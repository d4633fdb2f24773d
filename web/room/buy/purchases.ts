import { batch, computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { AcceptedPurchase, OrderView } from '../../../src/contract/purchases.ts';
import type { CommandOutput } from '../../../src/contract/commands.ts';
import { isUnanswered, toFailure, type Failure } from '../../lib/api-error.ts';
import type { RoomWatch } from '../../lib/room-client.ts';
import { serverNow } from '../../lib/server-clock.ts';
import { account } from '../../lib/session.ts';
import type { Connection } from '../../lib/socket.ts';
import { forgetTicket, newTicket, readTickets, rememberTicket, ticketOf, type Ticket, type Wish } from './tickets.ts';

/** Where one purchase stands, as far as this page knows; the service has the truth. */
export type PurchaseState =
  /** Sent, or being asked about; no answer yet. */
  | { step: 'placing' }
  | { step: 'refused'; failure: Failure }
  /** Units are held; `order` once it is durable. */
  | { step: 'held'; accepted: Hold; order?: OrderView | undefined }
  | { step: 'paid'; order: OrderView }
  /** Cancelled, timed out or refunded; without an order the hold ended before there was one. */
  | { step: 'over'; order?: OrderView | undefined };
export type Hold = Pick<AcceptedPurchase, 'holdUntil' | 'amount' | 'unitPrice' | 'quantity'>;

export interface Purchase {
  readonly ticket: Ticket;
  readonly state: PurchaseState;
}

/** The purchases of this visit and those resumed from before a reload. */
export interface Purchases {
  /** Newest last. */
  readonly list: ReadonlySignal<readonly Purchase[]>;
  /** Those with units held and unpaid. */
  readonly holds: ReadonlySignal<readonly Purchase[]>;
  find(ticketId: string): Purchase | undefined;
  /** Places a purchase; resolves with where it stands once the service has answered. Needs an account. */
  place(wish: Wish): Promise<Purchase>;
  /** Begins to pay. @throws ApiError */
  pay(ticketId: string): Promise<CommandOutput<'purchase:pay'>>;
  /** Gives the units back. @throws ApiError */
  cancel(ticketId: string): Promise<void>;
  /** Takes up an unpaid order of the list, e.g. one placed on another device. */
  resumeOrder(order: OrderView): void;
  /** Asks the service for the truth. */
  ask(ticketId: string): Promise<void>;
  /** Called when the payment of a ticket was declined; the hold goes on. Returns how to stop. */
  onDeclined(listener: (ticketId: string) => void): () => void;
  /** Called when an order of this account changed, here or elsewhere. Returns how to stop. */
  onOrder(listener: (order: OrderView) => void): () => void;
  close(): void;
}

interface Needs {
  connection: Pick<Connection, 'request' | 'on' | 'onConnected'>;
  room: Pick<RoomWatch, 'seq'>;
  /** The video's clock in milliseconds, when there is a video. */
  mediaMs: () => number | undefined;
}

/** A ticket the service never heard of is placed again by itself only this long after the buyer's tap. */
const PLACE_AGAIN_MS = 60_000;
const BUSY_MS = 1_000;
const BUSY_TRIES = 5;

export function createPurchases({ connection, room, mediaMs }: Needs): Purchases {
  const list = signal<readonly Purchase[]>([]);
  const listeners = new Set<(order: OrderView) => void>();
  const find = (id: string) => list.peek().find(({ ticket }) => ticket.id === id);

  const put = (ticket: Ticket, state: PurchaseState): Purchase => {
    const purchase = { ticket, state };
    const known = find(ticket.id);
    list.value = known
      ? list.peek().map((other) => (other.ticket.id === ticket.id ? purchase : other))
      : [...list.peek(), purchase];
    if (state.step === 'held') rememberTicket({ ...ticket, holdUntil: state.accepted.holdUntil });
    if (state.step === 'paid' || state.step === 'over' || state.step === 'refused') forgetTicket(ticket.id);
    return purchase;
  };

  const takeOrder = (order: OrderView) => {
    const known = find(order.id);
    if (known) put(known.ticket, stateOfOrder(order));
  };

  async function send(ticket: Ticket, tries = 0): Promise<Purchase> {
    try {
      const clock = mediaMs();
      const { id, roomId, itemId, skuId, quantity, priceVersion } = ticket;
      const accepted = await connection.request('purchase:place', {
        room: roomId,
        item: itemId,
        sku: skuId,
        quantity,
        priceVersion,
        ticket: id,
        seen: { seq: room.seq(), ...(clock !== undefined && { mediaMs: clock }) },
      });
      const known = find(id);
      // The order may have been told before the answer came.
      if (known && known.state.step !== 'placing') return known;
      return put(ticket, { step: 'held', accepted });
    } catch (error) {
      const failure = toFailure(error);
      // No answer means unknown, never "not bought": the next connection asks.
      if (isUnanswered(failure)) return find(ticket.id) ?? put(ticket, { step: 'placing' });
      const passes = failure.code === 'WARMING_UP' || failure.code === 'BUSY';
      if (!passes || tries >= BUSY_TRIES) return put(ticket, { step: 'refused', failure });
      await new Promise((resolve) => setTimeout(resolve, failure.retryAfterMs ?? BUSY_MS));
      return send(ticket, tries + 1);
    }
  }

  async function ask(id: string): Promise<void> {
    const known = find(id);
    if (!known) return;
    const { ticket } = known;
    try {
      const status = await connection.request('purchase:status', { ticket: id, room: ticket.roomId });
      if (status.status === 'void') put(ticket, { step: 'over' });
      else if (status.status === 'accepted') put(ticket, { step: 'held', accepted: status.accepted });
      else takeOrder(status.order);
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === 'UNKNOWN_TICKET') await placeAgain(ticket);
    }
  }

  /** The service lost it or never got it: the same id again, so nothing is bought twice. */
  async function placeAgain(ticket: Ticket): Promise<void> {
    const isHeld = ticket.holdUntil !== undefined && Date.parse(ticket.holdUntil) > serverNow();
    if (isHeld || Date.now() - ticket.createdAt < PLACE_AGAIN_MS) await send(ticket);
    else put(ticket, { step: 'over' });
  }

  const resume = () => {
    const who = account.peek();
    if (!who) return;
    for (const ticket of readTickets(who.id)) {
      if (!find(ticket.id)) put(ticket, { step: 'placing' });
    }
    for (const { ticket, state } of list.peek()) {
      if (state.step === 'placing' || state.step === 'held') void ask(ticket.id);
    }
  };

  const stops = [
    connection.on('order:changed', ({ order }) => {
      batch(() => takeOrder(order));
      for (const listener of listeners) listener(order);
    }),
    connection.on('purchase:void', ({ ticket }) => {
      const known = find(ticket);
      if (known) put(known.ticket, { step: 'over' });
    }),
    connection.onConnected(resume),
    effect(() => {
      const id = account.value?.id;
      untracked(() => {
        // Another account's purchases are not to be seen on this page.
        list.value = list.peek().filter(({ ticket }) => ticket.accountId === id);
        resume();
      });
    }),
  ];

  return {
    list,
    holds: computed(() => list.value.filter(({ state }) => state.step === 'held')),
    find,
    async place(wish) {
      const ticket = newTicket(wish, account.peek()?.id ?? '');
      rememberTicket(ticket);
      put(ticket, { step: 'placing' });
      return send(ticket);
    },
    pay: (id) => connection.request('purchase:pay', { ticket: id }),
    async cancel(id) {
      const status = await connection.request('purchase:cancel', { ticket: id });
      const known = find(id);
      if (!known) return;
      if (status.status === 'order') takeOrder(status.order);
      else put(known.ticket, { step: 'over' });
    },
    resumeOrder(order) {
      put(find(order.id)?.ticket ?? ticketOf(order), stateOfOrder(order));
    },
    ask,
    onDeclined: (listener) => connection.on('payment:declined', ({ ticket }) => listener(ticket)),
    onOrder(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      for (const stop of stops) stop();
      listeners.clear();
    },
  };
}

function stateOfOrder(order: OrderView): PurchaseState {
  switch (order.state) {
    case 'placed':
      return { step: 'held', accepted: order, order };
    case 'paid':
    case 'shipped':
    case 'completed':
      return { step: 'paid', order };
    case 'cancelled':
    case 'refunding':
    case 'refunded':
    case 'void':
      return { step: 'over', order };
  }
}
