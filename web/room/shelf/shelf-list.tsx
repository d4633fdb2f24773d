import { ShoppingBag } from 'lucide';
import type { RoomSnapshot } from '../../../src/contract/room-events.ts';
import type { ShelfItem } from '../../../src/contract/shelf.ts';
import { t } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Picture } from '../../ui/picture.tsx';
import { Price } from '../../ui/price.tsx';
import { StockBar } from '../../ui/meter.tsx';
import { priceRange, unitsLeft, unitsSize, whyNotBuy } from '../buy/selling.ts';
import { noSaleText } from '../buy/words.ts';
import { useRoom } from '../page.ts';
import './shelf-list.css';

/** Everything on the shelf, the shown item marked; stock and prices are live. */
export function ShelfList({ onBuy }: { onBuy?: (() => void) | undefined }) {
  const { room, sheet } = useRoom();
  const snapshot = room.snapshot.value;
  if (!snapshot) return null;
  if (!snapshot.switches.shelf) return <EmptyState icon={ShoppingBag} title={t('room:shelf.off')} />;
  if (snapshot.shelf.length === 0) {
    return <EmptyState icon={ShoppingBag} title={t('room:shelf.empty')} text={t('room:shelf.emptyText')} />;
  }
  const buy = (itemId: string) => {
    onBuy?.();
    sheet.buy(itemId);
  };
  return (
    <ol class="room-shelf">
      {snapshot.shelf.map((item, index) => (
        <Row key={item.itemId} item={item} number={index + 1} snapshot={snapshot} onBuy={() => buy(item.itemId)} />
      ))}
    </ol>
  );
}

interface RowProps {
  item: ShelfItem;
  number: number;
  snapshot: RoomSnapshot;
  onBuy: () => void;
}

function Row({ item, number, snapshot, onBuy }: RowProps) {
  const price = priceRange(item);
  const why = whyNotBuy(snapshot, item);
  const isPinned = snapshot.pinned?.itemId === item.itemId && snapshot.state === 'live';
  return (
    <li
      class={cx(
        'room-shelf-row',
        isPinned && 'room-shelf-pinned',
        (why === 'soldOut' || why === 'withdrawn') && 'room-shelf-out',
      )}
      data-testid="shelf-item"
    >
      <span class="room-shelf-picture">
        <Picture id={item.picture} alt="" size={88} />
        <span class="room-shelf-number tabular" aria-label={t('room:shelf.number', { number })}>
          {number}
        </span>
      </span>
      <div class="room-shelf-words">
        {isPinned && (
          <Badge tone="accent" dot>
            {t('room:shelf.pinned')}
          </Badge>
        )}
        <h3 class="room-shelf-title clamp-2">{item.title}</h3>
        {item.mode && item.mode !== 'first_tap' && <p class="muted tiny">{t(`room:mode.${item.mode}`)}</p>}
        {item.skus.length > 1 && <p class="muted tiny">{t('room:shelf.options', { count: item.skus.length })}</p>}
        {item.state === 'on_sale' && why !== 'over' && <StockBar left={unitsLeft(item)} size={unitsSize(item)} />}
        <div class="room-shelf-foot">
          <Price fen={price.from} upToFen={price.upTo} listFen={price.list} />
          <BuyButton item={item} why={why} onBuy={onBuy} />
        </div>
      </div>
    </li>
  );
}

function BuyButton({ item, why, onBuy }: { item: ShelfItem; why: ReturnType<typeof whyNotBuy>; onBuy: () => void }) {
  if (why === 'over') return null;
  if (why === 'withdrawn') return <span class="muted small">{t('room:shelf.withdrawn')}</span>;
  return (
    <Button
      variant={why ? 'secondary' : 'primary'}
      size="s"
      disabled={why === 'notLive' || why === 'paused'}
      title={why && noSaleText(why)}
      aria-label={why === 'soldOut' ? undefined : t('room:buy.buyItem', { title: item.title })}
      onClick={onBuy}
    >
      {why === 'soldOut' ? t('room:buy.soldOut') : t('room:buy.buy')}
    </Button>
  );
}
