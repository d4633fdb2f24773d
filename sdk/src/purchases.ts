import type { CommandOutput } from './ask.ts';
import { serverNow } from './clock.ts';
import type { Connection } from './connection.ts';
import { isUnanswered, toFailure, type Failure } from './failure.ts';
import type { EnteredDraw, Order } from './protocol.ts';
import { isOver, stateOfOrder, type Purchase, type PurchaseState } from './purchase.ts';
import {
  createTicketBook,
  newTicket,
  ticketOf,
  type Ticket,
  type TicketStore,
  type PurchaseRequest,
} from './tickets.ts';
import { createListeners, createValue, type Value } from './value.ts';

/** The purchases of this client and those resumed from before a restart. */
export interface Purchases {
  /** Newest last; replaced as a whole at every change. */
  readonly list: Value<readonly Purchase[]>;
  find(ticketId: string): Purchase | undefined;
  /** Places a purchase; resolves with where it stands once the service has answered. Needs an account. */
  place(request: PurchaseRequest): Promise<Purchase>;
  /** Begins to pay. @throws ShelfcastError */
  pay(ticketId: string): Promise<CommandOutput<'purchase:pay'>>;
  /** Gives the units back. @throws ShelfcastError */
  cancel(ticketId: string): Promise<void>;
  /** Takes up an unpaid order of the list, e.g. one placed on another device. */
  resumeOrder(order: Order): void;
  /** Asks the service for the truth. */
  ask(ticketId: string): Promise<void>;
  /** Says whose purchases these are; another account's are dropped. Undefined: nobody's. */
  setAccount(accountId: string | undefined): void;
  /** Called when the payment of a ticket was declined; the hold goes on. Returns how to stop. */
  onDeclined(listener: (ticketId: string) => void): () => void;
  /** Called when an order of this account changed, here or elsewhere. Returns how to stop. */
  onOrder(listener: (order: Order) => void): () => void;
  close(): void;
}

export interface PurchaseOptions {
  connection: Pick<Connection, 'request' | 'on' | 'onConnected'>;
  /** The account that buys; may be said later with `setAccount`. */
  accountId?: string | undefined;
  /** Where tickets survive a restart; kept in memory without it. */
  store?: TicketStore | undefined;
  /** What the buyer sees while buying: the room's last sequence number, and the video's clock in milliseconds. */
  seen: () => { seq: number; mediaMs?: number | undefined };
}

/** A ticket the service never heard of is placed again by itself only this long after the buyer's tap. */
const PLACE_AGAIN_MS = 60_000;
const BUSY_MS = 1_000;
/** A draw has been made so long after its window, in milliseconds. */
const DRAWN_MS = 1_500;
const BUSY_TRIES = 5;

/** Buys with one ticket per tap: whatever gets lost on the way is asked about and sent again under the same id. */
export function createPurchases({ connection, seen, store, accountId }: PurchaseOptions): Purchases {
  const list = createValue<readonly Purchase[]>([]);
  const book = createTicketBook(store);
  const orders = createListeners<[order: Order]>();
  let account = accountId;
  const find = (id: string) => list.get().find(({ ticket }) => ticket.id === id);

  const put = (ticket: Ticket, state: PurchaseState): Purchase => {
    const purchase = { ticket, state };
    const others = list.get();
    list.set(
      find(ticket.id)
        ? others.map((other) => (other.ticket.id === ticket.id ? purchase : other))
        : [...others, purchase],
    );
    if (state.step === 'held') book.remember({ ...ticket, holdUntil: state.accepted.holdUntil });
    if (isOver(state)) book.forget(ticket.id);
    return purchase;
  };
  const takeOrder = (order: Order) => {
    const known = find(order.id);
    if (known) put(known.ticket, stateOfOrder(order));
  };

  async function send(ticket: Ticket, tries = 0): Promise<Purchase> {
    try {
      const answer = await connection.request('purchase:place', payloadOf(ticket, seen()));
      const known = find(ticket.id);
      // The order may have been told before the answer came.
      if (known && known.state.step !== 'placing') return known;
      return 'entered' in answer ? enter(ticket, answer.entered) : put(ticket, { step: 'held', accepted: answer });
    } catch (error) {
      const failure = toFailure(error);
      // No answer means unknown, never "not bought": the next connection asks.
      if (isUnanswered(failure)) return find(ticket.id) ?? put(ticket, { step: 'placing' });
      const passes = failure.code === 'WARMING_UP' || failure.code === 'BUSY';
      if (!passes || tries >= BUSY_TRIES) return put(ticket, { step: 'refused', failure });
      await waited(failure);
      return send(ticket, tries + 1);
    }
  }

  /** The draw says by itself what came of it; a client that missed that asks. */
  function enter(ticket: Ticket, entered: EnteredDraw['entered']): Purchase {
    const wait = Math.max(0, Date.parse(entered.endsAt) - serverNow()) + DRAWN_MS;
    setTimeout(() => find(ticket.id)?.state.step === 'entered' && void ask(ticket.id), wait);
    return put(ticket, { step: 'entered', entered });
  }

  async function ask(id: string): Promise<void> {
    const known = find(id);
    if (!known) return;
    const { ticket } = known;
    try {
      const status = await connection.request('purchase:status', { ticket: id, room: ticket.roomId });
      if (status.status === 'void') put(ticket, { step: 'over' });
      else if (status.status === 'entered') enter(ticket, status.entered);
      else if (status.status === 'refused') put(ticket, { step: 'refused', failure: refusal(status.code) });
      else if (status.status === 'accepted') put(ticket, { step: 'held', accepted: status.accepted });
      else takeOrder(status.order);
    } catch (error) {
      if (toFailure(error).code === 'UNKNOWN_TICKET') await placeAgain(ticket);
    }
  }

  /** The service lost it or never got it: the same id again, so nothing is bought twice. */
  async function placeAgain(ticket: Ticket): Promise<void> {
    const isHeld = ticket.holdUntil !== undefined && Date.parse(ticket.holdUntil) > serverNow();
    if (isHeld || Date.now() - ticket.createdAt < PLACE_AGAIN_MS) await send(ticket);
    else put(ticket, { step: 'over' });
  }

  const resume = () => {
    if (account === undefined) return;
    for (const ticket of book.of(account)) if (!find(ticket.id)) put(ticket, { step: 'placing' });
    for (const { ticket, state } of list.get()) {
      if (state.step === 'placing' || state.step === 'entered' || state.step === 'held') void ask(ticket.id);
    }
  };

  const stops = [
    connection.on('order:changed', ({ order }) => {
      takeOrder(order);
      orders.call(order);
    }),
    connection.on('purchase:void', ({ ticket }) => {
      const known = find(ticket);
      if (known) put(known.ticket, { step: 'over' });
    }),
    connection.on('purchase:drawn', ({ ticket, code }) => {
      const known = code === undefined ? undefined : find(ticket);
      // Thousands may hear so at once, and need not all ask.
      if (known) put(known.ticket, { step: 'refused', failure: refusal(code!) });
      else void ask(ticket);
    }),
    connection.onConnected(resume),
  ];

  return {
    list,
    find,
    async place(request) {
      const ticket = newTicket(request, account ?? '');
      book.remember(ticket);
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
    resumeOrder: (order) => void put(find(order.id)?.ticket ?? ticketOf(order), stateOfOrder(order)),
    ask,
    setAccount(id) {
      account = id;
      list.set(list.get().filter(({ ticket }) => ticket.accountId === id));
      resume();
    },
    onDeclined: (listener) => connection.on('payment:declined', ({ ticket }) => listener(ticket)),
    onOrder: orders.add,
    close() {
      for (const stop of stops) stop();
      orders.clear();
    },
  };
}

function payloadOf(ticket: Ticket, { seq, mediaMs }: { seq: number; mediaMs?: number | undefined }) {
  const { id, roomId, itemId, skuId, quantity, priceVersion } = ticket;
  const saw = { seq, ...(mediaMs !== undefined && { mediaMs }) };
  return { room: roomId, item: itemId, sku: skuId, quantity, priceVersion, ticket: id, seen: saw };
}

/** Why a draw gave nothing, as if it had been answered to the tap. */
function refusal(code: string): Failure {
  return { code: code as Failure['code'] };
}

function waited({ retryAfterMs = BUSY_MS }: Failure): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, retryAfterMs));
}
