import { signal, type ReadonlySignal } from '@preact/signals';
import { ApiError } from '../../lib/api-error.ts';
import type { PaymentResult } from '../../pay/result.ts';
import type { Purchases } from './purchases.ts';

/** Where paying stands on this page; whether it is paid is only said by the order. */
export type PaymentStep =
  | { at: 'idle' }
  | { at: 'starting' }
  | { at: 'paying'; url: string }
  | { at: 'declined' }
  /** The provider has an outcome, the service has not told it yet. */
  | { at: 'confirming' }
  | { at: 'late' };

export interface Payment {
  readonly step: ReadonlySignal<PaymentStep>;
  /** Asks where to pay. @throws ApiError */
  start(): Promise<void>;
  /** What the provider's page says. */
  note(result: PaymentResult): void;
  close(): void;
}

const BUSY_TRIES = 5;
const BUSY_MS = 400;
/** The service tells when it is paid; asking is for the case that its notice got lost. */
const ASK_EVERY_MS = 2_500;
/** Until the service has heard of a refusal it would answer the declined attempt again; this long at most. */
const DECLINED_AFTER_MS = 5_000;

export function createPayment(purchases: Pick<Purchases, 'pay' | 'ask' | 'onDeclined'>, ticketId: string): Payment {
  const step = signal<PaymentStep>({ at: 'idle' });
  let asking: ReturnType<typeof setInterval> | undefined;
  let refusing: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;
  const refused = () => {
    clearTimeout(refusing);
    step.value = { at: 'declined' };
  };
  const stop = purchases.onDeclined((id) => id === ticketId && refused());

  async function begin(tries = 0): Promise<string> {
    try {
      return (await purchases.pay(ticketId)).url;
    } catch (error) {
      const passes = error instanceof ApiError && error.code === 'BUSY' && tries < BUSY_TRIES;
      if (!passes || isClosed) throw error;
      await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs ?? BUSY_MS));
      return begin(tries + 1);
    }
  }
  const askOn = () => {
    clearInterval(asking);
    asking = setInterval(() => void purchases.ask(ticketId), ASK_EVERY_MS);
  };

  return {
    step,
    async start() {
      step.value = { at: 'starting' };
      try {
        step.value = { at: 'paying', url: await begin() };
      } catch (error) {
        step.value = { at: 'idle' };
        // The hold may have ended meanwhile; then the truth is more use than the refusal.
        void purchases.ask(ticketId);
        throw error;
      }
    },
    note({ state }) {
      step.value = { at: state === 'delayed' ? 'late' : 'confirming' };
      if (state === 'declined') refusing = setTimeout(refused, DECLINED_AFTER_MS);
      else askOn();
    },
    close() {
      isClosed = true;
      stop();
      clearTimeout(refusing);
      clearInterval(asking);
    },
  };
}
