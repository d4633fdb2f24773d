import { signal, type ReadonlySignal } from '@preact/signals';
import { t } from '../../i18n/i18n.ts';
import type { RoomWatch } from '../../lib/room-client.ts';
import { toast } from '../../ui/toast.tsx';

/** "Tell me when units return", for as long as this page is open. */
export interface StockAlerts {
  /** SKUs being waited for. */
  readonly waiting: ReadonlySignal<ReadonlySet<string>>;
  /** Tells once when units of a SKU are free again; `onBuy` is offered with the news. */
  tell(skuId: string, words: string, onBuy: () => void): void;
  close(): void;
}

export function createStockAlerts(room: Pick<RoomWatch, 'onEvents'>): StockAlerts {
  const waiting = signal<ReadonlySet<string>>(new Set());
  const offers = new Map<string, { words: string; onBuy: () => void }>();
  const stop = room.onEvents((events) => {
    for (const event of events) {
      if (event.kind !== 'stock.changed' || event.left === 0) continue;
      const offer = offers.get(event.skuId);
      if (!offer) continue;
      offers.delete(event.skuId);
      waiting.value = new Set(offers.keys());
      toast({
        text: t('room:alert.back', { item: offer.words }),
        note: t('stock.left', { count: event.left }),
        tone: 'success',
        lasts: 12_000,
        action: { label: t('room:buy.buy'), run: offer.onBuy },
      });
    }
  });
  return {
    waiting,
    tell(skuId, words, onBuy) {
      offers.set(skuId, { words, onBuy });
      waiting.value = new Set(offers.keys());
    },
    close: stop,
  };
}
