import { Copy } from 'lucide';
import { useState } from 'preact/hooks';
import type { OrderState, OrderView } from '../../../src/contract/purchases.ts';
import { formatDateTime, formatPrice, formatTime } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import type { Failure } from '../../lib/api-error.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { confirm } from '../../ui/confirm-dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Picture } from '../../ui/picture.tsx';
import { Price } from '../../ui/price.tsx';
import { toastError } from '../../ui/toast.tsx';
import { copyText } from '../copy-text.ts';
import { useRoom } from '../page.ts';
import type { OrderAct } from './orders.ts';

const TONES: Record<OrderState, Tone> = {
  placed: 'warning',
  paid: 'accent',
  shipped: 'accent',
  completed: 'success',
  cancelled: 'neutral',
  refunding: 'warning',
  refunded: 'neutral',
  void: 'neutral',
};

interface OrderCardProps {
  order: OrderView;
  act: (id: string, act: OrderAct) => Promise<Failure | undefined>;
}

/** One order with its state and what can be done about it. */
export function OrderCard({ order, act }: OrderCardProps) {
  return (
    <li class="room-order" data-testid="order">
      <div class="row spread">
        <Badge tone={TONES[order.state]} dot={order.state === 'placed'}>
          {t(`room:orders.state.${order.state}`)}
        </Badge>
        <span class="mono muted">{order.number}</span>
      </div>
      <div class="row">
        <Picture id={order.picture} alt="" size={64} />
        <div class="grow">
          <h3 class="small clamp-2">{order.title}</h3>
          <p class="muted small tabular">
            {order.skuName} · {t('room:buy.goodsOf', { price: formatPrice(order.unitPrice), count: order.quantity })}
          </p>
        </div>
        <Price fen={order.amount} plain />
      </div>
      <p class="muted small tabular">{facts(order).join(' · ')}</p>
      {order.carrier && order.trackingNumber && (
        <div class="row spread">
          <span class="small tabular">
            {t('room:orders.shippedBy', { carrier: order.carrier, number: order.trackingNumber })}
          </span>
          <IconButton
            icon={Copy}
            label={t('room:orders.copyTracking')}
            onClick={() => void copyText(order.trackingNumber ?? '')}
          />
        </div>
      )}
      <Actions order={order} act={act} />
    </li>
  );
}

function facts(order: OrderView): string[] {
  return [
    t('room:orders.from', { channel: order.channelName }),
    t('room:orders.placedAt', { time: formatDateTime(order.placedAt) }),
    ...(order.state === 'placed'
      ? [t('room:orders.holdUntil', { time: formatTime(order.holdUntil, { seconds: true }) })]
      : []),
    ...(order.cancelReason ? [t(`room:orders.cancelReason.${order.cancelReason}`)] : []),
  ];
}

function Actions({ order, act }: OrderCardProps) {
  const page = useRoom();
  const [busy, setBusy] = useState<OrderAct | undefined>(undefined);
  const run = async (what: OrderAct) => {
    if (!(await isSure(what))) return;
    setBusy(what);
    const refusal = await act(order.id, what);
    setBusy(undefined);
    if (refusal) toastError(refusal);
  };
  const button = (what: OrderAct, label: string, variant: 'secondary' | 'quiet') => (
    <Button size="s" variant={variant} loading={busy === what} onClick={() => void run(what)}>
      {label}
    </Button>
  );
  const toPay = () => {
    page.purchases.resumeOrder(order);
    page.panel.value = undefined;
    page.sheet.follow(order.id);
  };
  switch (order.state) {
    case 'placed':
      return (
        <div class="room-order-acts">
          {button('cancel', t('room:orders.cancel'), 'quiet')}
          <Button size="s" variant="primary" onClick={toPay}>
            {t('room:orders.pay')}
          </Button>
        </div>
      );
    case 'shipped':
      return <div class="room-order-acts">{button('complete', t('room:orders.received'), 'secondary')}</div>;
    case 'paid':
    case 'completed':
    case 'cancelled':
    case 'refunding':
    case 'refunded':
    case 'void':
      return null;
  }
}

function isSure(what: OrderAct): Promise<boolean> {
  if (what === 'complete') return Promise.resolve(true);
  return confirm({
    title: t('room:orders.cancelTitle'),
    body: t('room:orders.cancelText'),
    confirmLabel: t('room:orders.cancel'),
    cancelLabel: t('room:hold.keep'),
    tone: 'danger',
  });
}
