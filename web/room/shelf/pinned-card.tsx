import { useEffect, useRef, useState } from 'preact/hooks';
import type { ShelfItem } from '../../../src/contract/shelf.ts';
import { formatPrice } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Picture } from '../../ui/picture.tsx';
import { Price } from '../../ui/price.tsx';
import { StockBar } from '../../ui/meter.tsx';
import { priceRange, unitsLeft, unitsSize, whyNotBuy } from '../buy/selling.ts';
import { noSaleText } from '../buy/words.ts';
import { useRoom } from '../page.ts';
import './pinned-card.css';

/** How long a leaving card may still be seen, in milliseconds; as long as its motion. */
const LEAVE_MS = 180;

/** The item the host shows now, right above the field; arrives, changes its price in place, sells out, leaves. */
export function PinnedCard() {
  const { room } = useRoom();
  const snapshot = room.snapshot.value;
  const item = snapshot?.switches.shelf
    ? snapshot.shelf.find(({ itemId }) => itemId === snapshot.pinned?.itemId)
    : undefined;
  const shown = useLeaving(item);
  return (
    <div class="room-pin-place">
      <p class="sr-only" aria-live="polite">
        {item && t('room:pin.arrived', { title: item.title, price: formatPrice(priceRange(item).from) })}
      </p>
      {shown && <Card key={shown.itemId} item={shown} isLeaving={item === undefined} />}
    </div>
  );
}

/** Keeps what has gone for the time of its leaving. */
function useLeaving(item: ShelfItem | undefined): ShelfItem | undefined {
  const last = useRef(item);
  const [, render] = useState(0);
  if (item) last.current = item;
  useEffect(() => {
    if (item) return undefined;
    const timer = setTimeout(() => {
      last.current = undefined;
      render((count) => count + 1);
    }, LEAVE_MS);
    return () => clearTimeout(timer);
  }, [item]);
  return item ?? last.current;
}

function Card({ item, isLeaving }: { item: ShelfItem; isLeaving: boolean }) {
  const { room, sheet } = useRoom();
  const snapshot = room.snapshot.value;
  if (!snapshot) return null;
  const price = priceRange(item);
  const why = whyNotBuy(snapshot, item);
  return (
    <article
      class={cx('room-pin', isLeaving && 'room-pin-leaving', why === 'soldOut' && 'room-pin-out')}
      aria-label={t('room:pin.label', { title: item.title })}
      aria-hidden={isLeaving || undefined}
      data-testid="pinned"
    >
      <Picture id={item.picture} alt="" size={64} class="room-pin-picture" />
      <div class="room-pin-words">
        <h2 class="room-pin-title clamp-2">{item.title}</h2>
        <div class="room-pin-price" key={price.from} data-fresh={useFresh(price.from) || undefined}>
          <Price fen={price.from} upToFen={price.upTo} listFen={price.list} />
        </div>
        {item.mode && item.mode !== 'first_tap' && <p class="tiny">{t(`room:mode.${item.mode}`)}</p>}
        <StockBar left={unitsLeft(item)} size={unitsSize(item)} />
      </div>
      <Button
        variant="primary"
        class="room-pin-buy"
        disabled={why !== undefined || isLeaving}
        aria-label={why ? undefined : t('room:buy.buyItem', { title: item.title })}
        title={why && noSaleText(why)}
        onClick={() => sheet.buy(item.itemId)}
      >
        {why === 'soldOut' ? t('room:buy.soldOut') : t('room:buy.buy')}
      </Button>
    </article>
  );
}

/** True once a value has changed since the component appeared. */
function useFresh(value: number): boolean {
  const first = useRef(value);
  return first.current !== value;
}
