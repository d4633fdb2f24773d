import { useEffect } from 'preact/hooks';
import type { ShelfItem } from '../../../src/contract/shelf.ts';
import { t } from '../../i18n/i18n.ts';
import { Drawer } from '../../ui/drawer.tsx';
import { StockBar } from '../../ui/meter.tsx';
import { Picture } from '../../ui/picture.tsx';
import { Price } from '../../ui/price.tsx';
import { Stepper } from '../../ui/stepper.tsx';
import { useRoom } from '../page.ts';
import { AddressPart } from './address-part.tsx';
import { Breakdown } from './breakdown.tsx';
import { BuyFoot } from './buy-foot.tsx';
import { Refusal } from './refusal.tsx';
import { firstChoice, quantityLimit, whyNotBuy } from './selling.ts';
import { SkuChoice } from './sku-choice.tsx';
import { useChoice, type Choice } from './use-choice.ts';

/** Choosing of an item: SKU, quantity, price, address, and the one button. */
export function Choose({ item, skuId }: { item: ShelfItem; skuId: string | undefined }) {
  const { sheet, room, addresses } = useRoom();
  const choice = useChoice(item, firstChoice(item, skuId));
  const snapshot = room.snapshot.value;
  useEffect(() => void addresses.load(), [addresses]);
  if (!snapshot) return null;
  const why = whyNotBuy(snapshot, item, choice.sku);
  return (
    <Drawer
      open
      onClose={sheet.close}
      title={t('room:buy.title')}
      class="room-buy"
      footer={<BuyFoot item={item} choice={choice} why={why} />}
    >
      <div class="stack">
        <Head item={item} choice={choice} />
        {choice.refusal && <Refusal item={item} choice={choice} failure={choice.refusal} />}
        <SkuChoice item={item} value={choice.sku.skuId} onChange={choice.setSku} />
        {why !== 'soldOut' && why !== 'withdrawn' && (
          <>
            <Quantity item={item} choice={choice} />
            <Breakdown unitPrice={choice.sku.price} listPrice={choice.sku.listPrice} quantity={choice.quantity} />
            <AddressPart choice={choice} />
          </>
        )}
      </div>
    </Drawer>
  );
}

function Head({ item, choice: { sku } }: { item: ShelfItem; choice: Choice }) {
  return (
    <div class="room-buy-head">
      <Picture id={item.picture} alt="" size={96} />
      <div class="stack gap-1 grow">
        <h3 class="clamp-2">{item.title}</h3>
        <Price fen={sku.price} listFen={sku.listPrice} size="l" />
        <StockBar left={sku.left} size={sku.size} />
      </div>
    </div>
  );
}

function Quantity({ item, choice }: { item: ShelfItem; choice: Choice }) {
  const { max, bound } = quantityLimit(item, choice.sku);
  const reason = bound === 'left' ? t('room:buy.limitLeft', { count: max }) : t('room:buy.limitBuyer', { count: max });
  return <Stepper value={choice.quantity} max={max} reason={reason} onChange={choice.setQuantity} />;
}
