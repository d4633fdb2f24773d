import { CircleCheck, Copy } from 'lucide';
import type { OrderView } from '../../../src/contract/purchases.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { copyText } from '../copy-text.ts';
import { useRoom } from '../page.ts';
import { OrderedItem } from './ordered-item.tsx';

/** It is paid: the order's number, and back to the live. */
export function Paid({ order }: { order: OrderView }) {
  const { sheet, panel } = useRoom();
  const toOrders = () => {
    sheet.close();
    panel.value = 'orders';
  };
  return (
    <div class="stack">
      <div class="room-paid" role="status">
        <Icon node={CircleCheck} size={56} class="room-paid-mark" />
        <p class="room-paid-title">{t('room:paid.title')}</p>
      </div>
      <div class="room-paid-number">
        <span class="muted small">{t('room:paid.number')}</span>
        <span class="mono strong" data-testid="order-number">
          {order.number}
        </span>
        <IconButton icon={Copy} label={t('room:paid.copyNumber')} onClick={() => void copyText(order.number)} />
      </div>
      <OrderedItem ticket={order} amount={order.amount} quantity={order.quantity} />
      <p class="muted small">{t('room:paid.text')}</p>
      {order.address && (
        <p class="small">
          <span class="strong">{order.address.name}</span>{' '}
          <span class="tabular room-phone-number">{order.address.phone}</span>
          <br />
          {order.address.region} {order.address.street}
        </p>
      )}
      <Button variant="primary" size="l" full autofocus onClick={sheet.close}>
        {t('room:paid.back')}
      </Button>
      <Button variant="quiet" full onClick={toOrders}>
        {t('room:paid.orders')}
      </Button>
    </div>
  );
}
