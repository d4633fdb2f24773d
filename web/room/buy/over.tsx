import { Clock, Undo2, type IconNode } from 'lucide';
import type { OrderView } from '../../../src/contract/purchases.ts';
import { formatPrice } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useRoom } from '../page.ts';
import { whyNotBuy } from './selling.ts';
import type { Ticket } from '../../../sdk/src/index.ts';

/** The purchase came to nothing: why, and the way on. */
export function Over({ ticket, order }: { ticket: Ticket; order: OrderView | undefined }) {
  const { sheet, room } = useRoom();
  const snapshot = room.snapshot.value;
  const item = snapshot?.shelf.find(({ itemId }) => itemId === ticket.itemId);
  const canBuy = snapshot && item && ticket.roomId === room.roomId && !whyNotBuy(snapshot, item);
  const { icon, title, text } = words(order);
  return (
    <EmptyState
      icon={icon}
      title={title}
      text={text}
      action={
        <div class="row row-wrap">
          {canBuy && (
            <Button variant="primary" onClick={() => sheet.buy(ticket.itemId, ticket.skuId)}>
              {t('room:over.again')}
            </Button>
          )}
          <Button onClick={sheet.close}>{t('room:paid.back')}</Button>
        </div>
      }
    />
  );
}

function words(order: OrderView | undefined): { icon: IconNode; title: string; text: string } {
  const price = formatPrice(order?.amount ?? 0);
  if (order?.state === 'refunding') {
    return { icon: Undo2, title: t('room:over.refunding'), text: t('room:over.refundingText', { price }) };
  }
  if (order?.state === 'refunded') {
    return { icon: Undo2, title: t('room:over.refunded'), text: t('room:over.refundedText', { price }) };
  }
  const text = t('room:over.cancelledText');
  if (order?.cancelReason === 'sold_out')
    return { icon: Undo2, title: t('room:mode.soldOut'), text: t('room:mode.soldOutText') };
  if (order?.cancelReason === 'seller') return { icon: Undo2, title: t('room:over.seller'), text };
  if (order?.cancelReason === 'operator') return { icon: Undo2, title: t('room:over.operator'), text };
  if (order?.cancelReason === 'user') return { icon: Undo2, title: t('room:over.cancelled'), text };
  return { icon: Clock, title: t('room:over.timeout'), text: t('room:over.timeoutText') };
}
