import { signal, type ReadonlySignal } from '@preact/signals';
import type { OrderView, PastPurchase } from '../../../src/contract/purchases.ts';
import { api } from '../../lib/api.ts';
import type { Failure } from '../../lib/api-error.ts';
import type { Result } from '../../lib/transport.ts';

/** What a buyer may do with an order. */
export type OrderAct = 'cancel' | 'complete';

/** Everything whoever is signed in tried to buy, newest first: orders, and tickets that came to nothing. */
export interface Orders {
  /** Undefined until first read. */
  readonly rows: ReadonlySignal<readonly PastPurchase[] | undefined>;
  readonly failure: ReadonlySignal<Failure | undefined>;
  readonly hasMore: ReadonlySignal<boolean>;
  readonly isLoading: ReadonlySignal<boolean>;
  /** Reads the first page anew. */
  reload(): Promise<void>;
  more(): Promise<void>;
  /** Puts a changed order in its place, or on top. */
  take(order: OrderView): void;
  /** Resolves with the refusal. */
  act(id: string, act: OrderAct): Promise<Failure | undefined>;
}

const PAGE = 20;

export function createOrders(): Orders {
  const rows = signal<readonly PastPurchase[] | undefined>(undefined);
  const failure = signal<Failure | undefined>(undefined);
  const next = signal<string | undefined>(undefined);
  const hasMore = signal(false);
  const isLoading = signal(false);

  async function read(cursor?: string): Promise<void> {
    if (isLoading.peek()) return;
    isLoading.value = true;
    const result = await api('GET /api/purchases', { query: { limit: PAGE, ...(cursor && { cursor }) } });
    isLoading.value = false;
    if (!result.ok) {
      failure.value = result.error;
      return;
    }
    failure.value = undefined;
    next.value = result.data.next;
    hasMore.value = result.data.next !== undefined;
    rows.value = cursor ? [...(rows.peek() ?? []), ...result.data.rows] : result.data.rows;
  }
  const take = (order: OrderView) => {
    const known = rows.peek();
    if (!known) return;
    const row: PastPurchase = { outcome: 'order', ticket: order.id, order };
    rows.value = known.some(({ ticket }) => ticket === order.id)
      ? known.map((other) => (other.ticket === order.id ? row : other))
      : [row, ...known];
  };
  return {
    rows,
    failure,
    hasMore,
    isLoading,
    reload: () => read(),
    more: () => read(next.peek()),
    take,
    async act(id, act) {
      const result = await send(id, act);
      if (!result.ok) return result.error;
      take(result.data.order);
      return undefined;
    },
  };
}

function send(id: string, act: OrderAct): Promise<Result<{ order: OrderView }>> {
  const params = { params: { id } };
  return act === 'cancel' ? api('POST /api/orders/:id/cancel', params) : api('POST /api/orders/:id/complete', params);
}
