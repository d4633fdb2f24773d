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

/** The order is made by a worker a moment after the hold; until then there is nothing to pay for. */
const NOT_YET = new Set(['UNKNOWN_TICKET', 'CONFLICT', 'BUSY', 'WARMING_UP', 'NOT_FOUND']);
const NOT_YET_TRIES = 8;
const NOT_YET_MS = 400;
/** The service tells when it is paid; asking is for the case that its notice got lost. */
const ASK_EVERY_MS = 2_500;

export function createPayment(purchases: Pick<Purchases, 'pay' | 'ask'>, ticketId: string): Payment {
  const step = signal<PaymentStep>({ at: 'idle' });
  let asking: ReturnType<typeof setInterval> | undefined;
  let isClosed = false;

  async function begin(tries = 0): Promise<string> {
    try {
      return (await purchases.pay(ticketId)).url;
    } catch (error) {
      const isEarly = error instanceof ApiError && NOT_YET.has(error.code) && tries < NOT_YET_TRIES;
      if (!isEarly || isClosed) throw error;
      await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs ?? NOT_YET_MS));
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
      if (state === 'declined') step.value = { at: 'declined' };
      if (state === 'delayed') step.value = { at: 'late' };
      if (state === 'captured') step.value = { at: 'confirming' };
      if (state === 'captured' || state === 'delayed') askOn();
    },
    close() {
      isClosed = true;
      clearInterval(asking);
    },
  };
}
