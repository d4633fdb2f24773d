import { ArrowDown, ArrowUp, EllipsisVertical, Pin, PinOff, Plus, ShoppingBag, Trash2 } from 'lucide';
import { useState } from 'preact/hooks';
import type { RoomSnapshot } from '../../src/contract/room-events.ts';
import type { ShelfItem } from '../../src/contract/shelf.ts';
import { formatCount } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { confirm } from '../ui/confirm-dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { StockBar } from '../ui/meter.tsx';
import { Picture } from '../ui/picture.tsx';
import { Price } from '../ui/price.tsx';
import { AddProduct } from './add-product.tsx';
import { useStudio } from './studio.ts';

/** The shelf as the host works with it: one tap pins, the pinned item stands on top with its numbers. */
export function ShelfPanel() {
  const { watch } = useStudio();
  const [isAdding, setAdding] = useState(false);
  const now = watch.snapshot.value!;
  const pinned = now.shelf.find((item) => item.itemId === now.pinned?.itemId);
  const add = (
    <Button size="s" icon={Plus} onClick={() => setAdding(true)}>
      {t('studio:shelf.add')}
    </Button>
  );
  return (
    <Card title={t('studio:shelf.title')} note={t('studio:shelf.keys')} actions={add} flush class="studio-card">
      {pinned && <PinnedItem item={pinned} />}
      {now.shelf.length === 0 ? (
        <EmptyState
          icon={ShoppingBag}
          title={t('studio:shelf.empty')}
          text={t('studio:shelf.emptyHelp')}
          action={add}
        />
      ) : (
        <ol class="studio-shelf">
          {now.shelf.map((item, index) => (
            <Item key={item.itemId} item={item} index={index} now={now} />
          ))}
        </ol>
      )}
      <AddProduct open={isAdding} onClose={() => setAdding(false)} />
    </Card>
  );
}

const leftOf = (item: ShelfItem) => item.skus.reduce((sum, sku) => sum + sku.left, 0);
const sizeOf = (item: ShelfItem) => item.skus.reduce((sum, sku) => sum + sku.size, 0);
const pricesOf = (item: ShelfItem) => item.skus.map((sku) => sku.price);

function PinnedItem({ item }: { item: ShelfItem }) {
  const studio = useStudio();
  const numbers = studio.stats.value?.pinned;
  return (
    <div class="studio-pinned">
      <Picture id={item.picture} alt="" size={56} />
      <div class="grow">
        <p class="studio-pinned-head">
          <Badge tone="accent" icon={Pin}>
            {t('studio:shelf.pinned')}
          </Badge>
          {numbers?.itemId === item.itemId && (
            <span class="small muted">
              {t('studio:shelf.since', { orders: formatCount(numbers.orders), units: formatCount(numbers.units) })}
            </span>
          )}
        </p>
        <p class="strong truncate">{item.title}</p>
        <StockBar left={leftOf(item)} size={sizeOf(item)} always />
      </div>
      <IconButton
        icon={PinOff}
        label={t('studio:shelf.unpin')}
        onClick={() => void studio.act('shelf:unpin', { room: studio.roomId })}
      />
    </div>
  );
}

function Item({ item, index, now }: { item: ShelfItem; index: number; now: RoomSnapshot }) {
  const studio = useStudio();
  const isPinned = now.pinned?.itemId === item.itemId;
  const room = studio.roomId;
  const move = (by: number) => {
    const ids = now.shelf.map((each) => each.itemId);
    ids.splice(index, 1);
    ids.splice(index + by, 0, item.itemId);
    void studio.act('shelf:sort', { room, items: ids });
  };
  const remove = async () => {
    const sure = await confirm({
      title: t('studio:shelf.removeTitle', { title: item.title }),
      body: t('studio:shelf.removeBody'),
      confirmLabel: t('action.remove'),
      tone: 'danger',
    });
    if (sure) await studio.act('shelf:remove', { room, item: item.itemId });
  };
  const items: MenuItem[] = [
    { label: t('studio:shelf.up'), icon: ArrowUp, disabled: index === 0, onSelect: () => move(-1) },
    {
      label: t('studio:shelf.down'),
      icon: ArrowDown,
      disabled: index === now.shelf.length - 1,
      onSelect: () => move(1),
    },
    { label: t('action.remove'), icon: Trash2, tone: 'danger', onSelect: () => void remove() },
  ];
  return (
    <li class="studio-item" data-pinned={isPinned}>
      <span class="studio-item-number tabular" aria-hidden="true">
        {index + 1}
      </span>
      <Picture id={item.picture} alt="" size={48} />
      <div class="grow">
        <p class="strong truncate">{item.title}</p>
        <p class="studio-item-facts small">
          <Price fen={Math.min(...pricesOf(item))} upToFen={Math.max(...pricesOf(item))} size="s" />
          {item.state === 'withdrawn' ? (
            <Badge tone="warning">{t('studio:shelf.withdrawn')}</Badge>
          ) : (
            <StockText item={item} />
          )}
          {item.mode && item.mode !== 'first_tap' && <Badge>{t(`studio:add.modes.${item.mode}`)}</Badge>}
        </p>
      </div>
      {!isPinned && (
        <Button
          size="s"
          icon={Pin}
          disabled={item.state === 'withdrawn'}
          onClick={() => void studio.act('shelf:pin', { room, item: item.itemId })}
        >
          {t('studio:shelf.pin')}
        </Button>
      )}
      <Menu label={t('studio:shelf.more', { title: item.title })} items={items}>
        {(links) => (
          <IconButton {...links} icon={EllipsisVertical} label={t('studio:shelf.more', { title: item.title })} />
        )}
      </Menu>
    </li>
  );
}

function StockText({ item }: { item: ShelfItem }) {
  const left = leftOf(item);
  return left === 0 ? (
    <Badge tone="danger">{t('stock.soldOut')}</Badge>
  ) : (
    <span class="muted tabular">
      {t('studio:shelf.leftOf', { left: formatCount(left), size: formatCount(sizeOf(item)) })}
    </span>
  );
}
