import type { Id } from '#src/contract/ids.ts';
import type { SandboxIntentView } from '#src/contract/purchases.ts';

/** An event the sandbox owes its customer; it keeps its id over every delivery. */
export interface OwedEvent {
  id: Id;
  type: 'payment.captured' | 'payment.declined' | 'refund.done';
  /** When it happens; a delayed payment is captured then. */
  due: Date;
  deliveredAt?: Date | undefined;
}

/** The sandbox provider's own record of a payment. Its two possible events live in it, so that no step can lose one. */
export interface IntentRecord {
  _id: Id;
  paymentId: Id;
  amount: number;
  currency: string;
  title: string;
  state: SandboxIntentView['state'];
  expiresAt: Date;
  /** Where events are sent to. */
  notifyUrl: string;
  outcome?: OwedEvent | undefined;
  refund?: OwedEvent | undefined;
  at: Date;
}

export function toIntentView(record: IntentRecord): SandboxIntentView {
  const { _id: id, amount, currency, title, state } = record;
  return { id, amount, currency, title, state };
}
