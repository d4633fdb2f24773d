import { signal, type ReadonlySignal } from '@preact/signals';
import type { RouteResponse } from '../../sdk/src/index.ts';
import type { Failure } from '../lib/api-error.ts';
import { send } from '../lib/transport.ts';
import type { PaymentResult } from './result.ts';

export type Intent = RouteResponse<'GET /api/sandbox/intents/:id'>['intent'];
export type Act = 'pay' | 'decline' | 'delay';

/** How late a late payment comes, in milliseconds. */
export const DELAY_MS = 10_000;
const POLL_MS = 1_500;

/** One payment at the sandbox provider, as its page sees it. */
export interface IntentPage {
  readonly intent: ReadonlySignal<Intent | undefined>;
  readonly failure: ReadonlySignal<Failure | undefined>;
  readonly busy: ReadonlySignal<Act | undefined>;
  load(): Promise<void>;
  act(act: Act): Promise<void>;
  close(): void;
}

export function createIntentPage(id: string): IntentPage {
  const intent = signal<Intent | undefined>(undefined);
  const failure = signal<Failure | undefined>(undefined);
  const busy = signal<Act | undefined>(undefined);
  let polling: ReturnType<typeof setTimeout> | undefined;

  const take = (next: Intent) => {
    const before = intent.peek()?.state;
    intent.value = next;
    failure.value = undefined;
    if (next.state !== before) tellOpener(next);
    clearTimeout(polling);
    if (next.state === 'delayed') polling = setTimeout(() => void load(), POLL_MS);
  };
  async function load(): Promise<void> {
    const result = await send('GET /api/sandbox/intents/:id', { params: { id } });
    if (result.ok) return take(result.data.intent);
    failure.value = result.error;
  }
  return {
    intent,
    failure,
    busy,
    load,
    async act(act) {
      if (busy.peek()) return;
      busy.value = act;
      const body = act === 'delay' ? { act, delayMs: DELAY_MS } : { act };
      const result = await send('POST /api/sandbox/intents/:id', { params: { id }, body });
      busy.value = undefined;
      if (result.ok) take(result.data.intent);
      else failure.value = result.error;
    },
    close: () => clearTimeout(polling),
  };
}

/** News for the page that frames this one; what is true it hears from the service. */
function tellOpener({ id, state }: Intent): void {
  if (window.parent === window || state === 'open') return;
  const told = state === 'refunded' ? 'cancelled' : state;
  const result: PaymentResult = { kind: 'shelfcast.payment', intent: id, state: told };
  window.parent.postMessage(result, location.origin);
}
