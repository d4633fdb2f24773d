import { t } from '../../i18n/i18n.ts';
import { Drawer } from '../../ui/drawer.tsx';
import { useRoom } from '../page.ts';
import { holdsUnits } from './selling.ts';
import { Choose } from './choose.tsx';
import { Gone } from './gone.tsx';
import { PurchaseView, purchaseTitle } from './purchase-view.tsx';
import './buy-sheet.css';

/** From choosing to the order number, over the running video. */
export function BuySheet() {
  const { sheet, room, purchases } = useRoom();
  const view = sheet.view.value;
  if (!view) return null;
  if (view.show === 'purchase') {
    const purchase = purchases.list.value.find(({ ticket }) => ticket.id === view.ticketId);
    if (!purchase) return null;
    return (
      <Drawer
        open
        onClose={sheet.close}
        title={purchaseTitle(purchase, holdsUnits(room, purchase.ticket.itemId))}
        class="room-buy"
      >
        <PurchaseView purchase={purchase} />
      </Drawer>
    );
  }
  const item = room.snapshot.value?.shelf.find(({ itemId }) => itemId === view.itemId);
  return item ? (
    <Choose key={view.itemId} item={item} skuId={view.skuId} />
  ) : (
    <Drawer open onClose={sheet.close} title={t('room:buy.title')} class="room-buy">
      <Gone />
    </Drawer>
  );
}
