import type { Id } from '#src/contract/ids.ts';
import type { PaymentEvent } from '#src/contract/purchases.ts';

/** What a provider is asked to collect. */
export interface PaymentRequest {
  paymentId: Id;
  /** Fen. */
  amount: number;
  currency: string;
  title: string;
  /** No payment should be begun after this. */
  expiresAt: Date;
}

/** A webhook as it arrived; the signature is over the raw bytes. */
export interface WebhookCall {
  body: Uint8Array;
  header(name: string): string | undefined;
}

/** The port to whoever moves the money. Every call may be repeated: the payment's id is the idempotency key. */
export interface PaymentProvider {
  readonly name: string;
  /** Begins a payment; answers where the buyer pays it. */
  createIntent(request: PaymentRequest): Promise<{ intentId: Id; url: string }>;
  /** Gives the whole amount back; done when the provider says `refund.done`. */
  refund(payment: { paymentId: Id; intentId: Id; amount: number; currency: string }): Promise<void>;
  /** Checks who sent a webhook, and its age, before it is read. @throws SIGNATURE_INVALID INVALID_INPUT */
  verifyWebhook(call: WebhookCall): PaymentEvent;
}
