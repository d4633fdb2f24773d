import type { CancelReason, OrderState } from '#src/contract/purchases.ts';

/** Who changes an order: people by their part in it, or the system itself. */
export type Party = 'buyer' | 'seller' | 'operator' | 'system';
export type OrderAct = 'pay' | 'pay_late' | 'cancel' | 'ship' | 'complete' | 'refund' | 'refund_done';

interface Transition {
  from: readonly OrderState[];
  to: OrderState;
  by: readonly Party[];
}

/** The one table of an order's life; whatever is not in it is refused. */
export const orderTransitions = {
  pay: { from: ['placed'], to: 'paid', by: ['system'] },
  /** The payment came after the hold had ended, and the units could be claimed again. */
  pay_late: { from: ['cancelled'], to: 'paid', by: ['system'] },
  cancel: { from: ['placed'], to: 'cancelled', by: ['buyer', 'seller', 'operator', 'system'] },
  ship: { from: ['paid'], to: 'shipped', by: ['seller'] },
  complete: { from: ['shipped'], to: 'completed', by: ['buyer', 'operator'] },
  refund: { from: ['paid', 'shipped'], to: 'refunding', by: ['seller', 'operator'] },
  /** The provider says that the money is back, whether we asked for it or, as in a chargeback, somebody else did. */
  refund_done: { from: ['refunding', 'paid', 'shipped', 'completed'], to: 'refunded', by: ['system'] },
} as const satisfies Record<OrderAct, Transition>;

export function mayAct(act: OrderAct, party: Party): boolean {
  return (orderTransitions[act].by as readonly Party[]).includes(party);
}

export function allows(act: OrderAct, state: OrderState): boolean {
  return (orderTransitions[act].from as readonly OrderState[]).includes(state);
}

const cancelReasons = {
  buyer: 'user',
  seller: 'seller',
  operator: 'operator',
  system: 'timeout',
} as const satisfies Record<Party, CancelReason>;

export function cancelReasonOf(party: Party): CancelReason {
  return cancelReasons[party];
}

interface Ended {
  state: OrderState;
  cancelReason?: CancelReason | undefined;
  lateRefused?: boolean | undefined;
}

/** Only a hold that ran out is honoured when its payment comes late; a decision against the order, or against late money, stands. */
export function mayPayLate(order: Ended): boolean {
  return order.state === 'cancelled' && order.cancelReason === 'timeout' && !order.lateRefused;
}

/** True when the ticket has no order any more, or never got one: its units go back. */
export function isDecidedAgainst({ state }: { state: OrderState }): boolean {
  return state === 'void' || state === 'cancelled';
}

/** States in which an order's units are the buyer's for good. */
export const soldStates = ['paid', 'shipped', 'completed', 'refunding', 'refunded'] as const satisfies OrderState[];
/** States whose money the shop has. */
export const receivedStates = ['paid', 'shipped', 'completed'] as const satisfies OrderState[];
