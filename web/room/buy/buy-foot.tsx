import { Bell, BellRing, ShieldCheck } from 'lucide';
import type { ShelfItem } from '../../../src/contract/shelf.ts';
import { formatPrice } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useRoom } from '../page.ts';
import type { NoSale } from './selling.ts';
import type { Choice } from './use-choice.ts';
import { noSaleText } from './words.ts';

interface BuyFootProps {
  item: ShelfItem;
  choice: Choice;
  why: NoSale | undefined;
}

/** The button, or why there is none and the next best thing. */
export function BuyFoot({ item, choice, why }: BuyFootProps) {
  const { sku, quantity, busy, isAddressOpen } = choice;
  if (why === 'soldOut') return <TellMe item={item} choice={choice} />;
  if (why) return <p class="room-buy-why">{noSaleText(why)}</p>;
  const price = formatPrice(sku.price * quantity);
  return (
    <div class="stack gap-2">
      <Button variant="primary" size="l" full loading={busy} onClick={() => void choice.buy()}>
        {isAddressOpen ? t('room:buy.saveAndBuy') : buttonText(item, price)}
      </Button>
      <p class="room-buy-promise">
        <Icon node={ShieldCheck} size={16} />
        {promiseText(item)}
      </p>
    </div>
  );
}

function buttonText(item: ShelfItem, price: string): string {
  return item.mode === 'equal_chance' ? t('room:mode.equal_chanceJoin', { price }) : t('room:buy.nowFor', { price });
}

function promiseText(item: ShelfItem): string {
  switch (item.mode) {
    case 'first_paid':
      return t('room:mode.first_paidPromise');
    case 'equal_chance':
      return t('room:mode.equal_chancePromise', { count: item.drawSeconds ?? 5 });
    default:
      return t('room:buy.promise');
  }
}

function TellMe({ item, choice: { sku } }: { item: ShelfItem; choice: Choice }) {
  const { alerts, sheet } = useRoom();
  const isWaiting = alerts.waiting.value.has(sku.skuId);
  const words = item.skus.length > 1 ? `${item.title} · ${sku.name}` : item.title;
  const tell = () => alerts.tell(sku.skuId, words, () => sheet.buy(item.itemId, sku.skuId));
  return (
    <Button size="l" full icon={isWaiting ? BellRing : Bell} disabled={isWaiting} onClick={tell}>
      {isWaiting ? t('room:buy.telling') : t('room:buy.tellMe')}
    </Button>
  );
}
