import { signal, type ReadonlySignal } from '@preact/signals';
import type { ChannelView, ShopFile, ShopView } from '../../src/contract/shops.ts';
import { api } from '../lib/api.ts';
import type { Failure } from '../lib/api-error.ts';
import { toast, toastError } from '../ui/toast.tsx';

/** The seller's shops and channel; `undefined` until loaded. */
export interface ShopState {
  readonly shops: ReadonlySignal<ShopView[] | undefined>;
  readonly shop: ReadonlySignal<ShopView | undefined>;
  readonly file: ReadonlySignal<Partial<ShopFile>>;
  readonly channel: ReadonlySignal<ChannelView | null | undefined>;
  readonly failure: ReadonlySignal<Failure | undefined>;
  load(): Promise<void>;
  choose(id: string): Promise<void>;
  /** Takes over what a call has answered. */
  take(shop: ShopView): void;
  takeChannel(channel: ChannelView): void;
}

const CHOSEN = 'shelfcast.shop';

export function createShopState(): ShopState {
  const shops = signal<ShopView[] | undefined>(undefined);
  const shop = signal<ShopView | undefined>(undefined);
  const file = signal<Partial<ShopFile>>({});
  const channel = signal<ChannelView | null | undefined>(undefined);
  const failure = signal<Failure | undefined>(undefined);

  const open = async (id: string) => {
    const answer = await api('GET /api/shops/:id', { params: { id } });
    if (!answer.ok) return void (failure.value = answer.error);
    localStorage.setItem(CHOSEN, id);
    file.value = answer.data.file as Partial<ShopFile>;
    shop.value = answer.data.shop;
  };
  const take = (next: ShopView) => {
    shop.value = next;
    shops.value = (shops.peek() ?? []).map((each) => (each.id === next.id ? next : each));
  };
  return {
    shops,
    shop,
    file,
    channel,
    failure,
    async load() {
      const [mine, own] = await Promise.all([api('GET /api/shops', {}), api('GET /api/channel', {})]);
      if (!mine.ok) return void (failure.value = mine.error);
      failure.value = undefined;
      if (own.ok) channel.value = own.data.channel;
      const linked = own.ok ? own.data.channel?.shop?.id : undefined;
      const rows = mine.data.rows;
      const chosen =
        rows.find((each) => each.id === localStorage.getItem(CHOSEN)) ??
        rows.find((each) => each.id === linked) ??
        rows[0];
      if (chosen) await open(chosen.id);
      shops.value = rows;
    },
    choose: open,
    take,
    takeChannel: (next) => void (channel.value = next),
  };
}

/** Shows the refusal of a call, or a word that it worked; answers whether it did. */
export function tell(failure: Failure | undefined, done?: string): boolean {
  if (failure) toastError(failure);
  else if (done) toast({ text: done, tone: 'success' });
  return failure === undefined;
}
