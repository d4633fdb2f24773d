/** What selling must do, without Redis, MongoDB, queues or processes: tickets with an outcome, and units. */
export interface SoldTicket {
  account: number;
  quantity: number;
  /** End of its hold in model time, milliseconds. */
  until: number;
  /**
   * `accepted`: held, no order yet. `placed`: an order that waits for money. `void`: ended before it was an order.
   * `timeout` and `user`: a cancelled order and why. `paid`: sold.
   */
  state: 'accepted' | 'placed' | 'void' | 'timeout' | 'user' | 'paid';
  /** It had ended, or was paid, when Redis was lost: the gate does not know it any more. */
  forgotten?: true;
}

export interface SaleModel {
  now: number;
  size: number;
  limit: number | undefined;
  tickets: Map<string, SoldTicket>;
  /** Payments whose money must go back. */
  refunds: number;
}

export const HOLD_MS = 60_000;

export const createSaleModel = (size: number, limit: number | undefined): SaleModel => ({
  now: 0,
  size,
  limit,
  tickets: new Map(),
  refunds: 0,
});

const holding: readonly SoldTicket['state'][] = ['accepted', 'placed', 'paid'];
const units = (model: SaleModel, which: (ticket: SoldTicket) => boolean = () => true): number =>
  [...model.tickets.values()]
    .filter((ticket) => holding.includes(ticket.state) && which(ticket))
    .reduce((sum, ticket) => sum + ticket.quantity, 0);

export const freeInModel = (model: SaleModel): number => model.size - units(model);

/** The answer to a request to buy: a code of the error table, or `ok`; the same ticket gets its first answer again. */
export function place(model: SaleModel, id: string, account: number, quantity: number): string {
  const known = model.tickets.get(id);
  if (known) {
    if (known.account !== account) return 'UNKNOWN_TICKET';
    return known.quantity === quantity ? 'ok' : 'TICKET_REUSED';
  }
  if (freeInModel(model) < quantity) return 'SOLD_OUT';
  const bought = units(model, (ticket) => ticket.account === account);
  if (model.limit !== undefined && bought + quantity > model.limit) return 'LIMIT_REACHED';
  model.tickets.set(id, { account, quantity, until: model.now + HOLD_MS, state: 'accepted' });
  return 'ok';
}

/** A worker takes the ticket's job, however often. */
export function work(model: SaleModel, id: string): void {
  const ticket = model.tickets.get(id);
  if (ticket?.state === 'accepted') ticket.state = 'placed';
}

/** The end of the hold is looked at; before its time nothing happens. */
export function expire(model: SaleModel, id: string): void {
  const ticket = model.tickets.get(id);
  if (!ticket || ticket.until > model.now) return;
  if (ticket.state === 'accepted') ticket.state = 'void';
  if (ticket.state === 'placed') ticket.state = 'timeout';
}

/** The buyer lets go; a code, or `ok`. */
export function cancel(model: SaleModel, id: string, account: number): string {
  const ticket = model.tickets.get(id);
  if (!ticket || ticket.account !== account) return 'UNKNOWN_TICKET';
  if (ticket.state === 'paid') return 'ORDER_STATE';
  if (ticket.state === 'accepted') ticket.state = 'void';
  if (ticket.state === 'placed') ticket.state = 'user';
  return 'ok';
}

/** Money arrives: it pays the order, claims its units again when the hold had run out, or goes back. */
export function capture(model: SaleModel, id: string): 'paid' | 'refund' {
  const ticket = model.tickets.get(id);
  const isLate = ticket?.state === 'timeout' && freeInModel(model) >= ticket.quantity;
  if (ticket && (ticket.state === 'placed' || isLate)) {
    ticket.state = 'paid';
    return 'paid';
  }
  model.refunds += 1;
  return 'refund';
}

/** Redis loses everything: what was accepted and is not durable is unknown, as if it had never been. */
export function forget(model: SaleModel): void {
  for (const [id, ticket] of model.tickets) {
    if (ticket.state === 'accepted') model.tickets.delete(id);
    else if (ticket.state !== 'placed') ticket.forgotten = true;
  }
}
