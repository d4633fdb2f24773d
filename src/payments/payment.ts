import type { Id } from '#src/contract/ids.ts';
import type { PaymentEvent } from '#src/contract/purchases.ts';

/**
 * `open` -> `captured` -> `refunding` -> `refunded`, or `declined`; a provider may still capture after it declined, and
 * from every state tell of a refund.
 */
export type PaymentState = 'open' | 'captured' | 'declined' | 'refunding' | 'refunded';

/** One attempt to pay an order. */
export interface PaymentRecord {
  _id: Id;
  order: Id;
  attempt: number;
  buyer: Id;
  shop: Id;
  /** Fen. */
  amount: number;
  currency: string;
  provider: string;
  /** Set once the provider knows the payment. */
  intent?: Id | undefined;
  url?: string | undefined;
  state: PaymentState;
  at: Date;
  /** The end of the hold it was begun in: while it is open until then, its money is expected. */
  expiresAt?: Date | undefined;
  /** Last change, so that a sweep finds what stands still. */
  changedAt: Date;
  capturedAt?: Date | undefined;
  refundedAt?: Date | undefined;
}

/** A provider's event as it came, kept for good: its id makes a repeat harmless. */
export interface PaymentEventRecord {
  _id: Id;
  provider: string;
  event: PaymentEvent;
  at: Date;
  handledAt?: Date | undefined;
  /** What was done with it. */
  note?: string | undefined;
}
