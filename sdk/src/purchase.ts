import type { Failure } from './failure.ts';
import type { AcceptedPurchase, EnteredDraw, Order } from './protocol.ts';
import type { Ticket } from './tickets.ts';

export type Hold = Pick<AcceptedPurchase, 'holdUntil' | 'amount' | 'unitPrice' | 'quantity'>;

/** Where one purchase stands, as far as this client knows; the service has the truth. */
export type PurchaseState =
  /** Sent, or being asked about; no answer yet. */
  | { step: 'placing' }
  | { step: 'refused'; failure: Failure }
  /** It takes part in a draw, which is made when its window closes. */
  | { step: 'entered'; entered: EnteredDraw['entered'] }
  /** Units are held; `order` once it is durable. */
  | { step: 'held'; accepted: Hold; order?: Order | undefined }
  | { step: 'paid'; order: Order }
  /** Cancelled, timed out or refunded; without an order the hold ended before there was one. */
  | { step: 'over'; order?: Order | undefined };

export interface Purchase {
  readonly ticket: Ticket;
  readonly state: PurchaseState;
}

/** Where a purchase stands when its order is this. */
export function stateOfOrder(order: Order): PurchaseState {
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

/** True when nothing of a purchase is open any more. */
export function isOver({ step }: PurchaseState): boolean {
  return step === 'paid' || step === 'over' || step === 'refused';
}
