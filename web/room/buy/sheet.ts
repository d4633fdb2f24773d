import { signal, type ReadonlySignal } from '@preact/signals';

/** What the buy sheet shows: an item to choose from, or a purchase under way. */
export type SheetView =
  | { show: 'item'; itemId: string; skuId?: string | undefined }
  | { show: 'purchase'; ticketId: string };

export interface Sheet {
  readonly view: ReadonlySignal<SheetView | undefined>;
  /** Opens the sheet for an item, with a SKU already chosen if given. */
  buy(itemId: string, skuId?: string): void;
  follow(ticketId: string): void;
  close(): void;
}

export function createSheet(): Sheet {
  const view = signal<SheetView | undefined>(undefined);
  return {
    view,
    buy: (itemId, skuId) => void (view.value = { show: 'item', itemId, skuId }),
    follow: (ticketId) => void (view.value = { show: 'purchase', ticketId }),
    close: () => void (view.value = undefined),
  };
}
