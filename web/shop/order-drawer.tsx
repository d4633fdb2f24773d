import { Truck } from 'lucide';
import { useState } from 'preact/hooks';
import type { OrderView } from '../../src/contract/purchases.ts';
import { formatDateTime, formatPrice } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { confirm } from '../ui/confirm-dialog.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { TextField } from '../ui/field.tsx';
import { Form, useForm } from '../ui/form.tsx';
import { PastTickets } from '../orders/past-tickets.tsx';
import { SeenFacts } from '../orders/seen-facts.tsx';
import { orderTones } from './order-tones.ts';
import { tell } from './shop.ts';

interface OrderDrawerProps {
  order: OrderView | undefined;
  onClose: () => void;
  onChanged: (order: OrderView) => void;
}

/** One order: where it goes, what the buyer saw, and what can be done with it. */
export function OrderDrawer({ order, onClose, onChanged }: OrderDrawerProps) {
  return (
    <Drawer
      open={order !== undefined}
      onClose={onClose}
      title={order?.number ?? ''}
      note={order && <Badge tone={orderTones[order.state]}>{t(`shop:orderState.${order.state}`)}</Badge>}
    >
      {order && <Order order={order} onChanged={onChanged} />}
    </Drawer>
  );
}

function Order({ order, onChanged }: { order: OrderView; onChanged: (order: OrderView) => void }) {
  const { address } = order;
  const facts: [string, string | undefined][] = [
    [t('shop:order.what'), `${order.title} · ${order.skuName} × ${order.quantity}`],
    [t('shop:order.amount'), formatPrice(order.amount, { exact: true })],
    [t('shop:order.at'), formatDateTime(order.placedAt)],
    [t('shop:order.paidAt'), order.paidAt && formatDateTime(order.paidAt)],
    [t('shop:order.to'), address && `${address.name}, ${address.phone}, ${address.region}, ${address.street}`],
    [t('shop:order.parcel'), order.trackingNumber && `${order.carrier} ${order.trackingNumber}`],
  ];
  return (
    <div class="stack gap-6">
      <dl class="shop-facts">
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt class="small muted">{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <SeenFacts order={order} />
      {order.state === 'paid' && <Ship order={order} onChanged={onChanged} />}
      {(order.state === 'paid' || order.state === 'shipped') && <Refund order={order} onChanged={onChanged} />}
      <PastTickets
        of={order.buyerId}
        load={(query) =>
          api('GET /api/shops/:id/buyers/:buyer/purchases', {
            params: { id: order.shopId, buyer: order.buyerId },
            query,
          })
        }
      />
    </div>
  );
}

function Ship({ order, onChanged }: { order: OrderView; onChanged: (order: OrderView) => void }) {
  const form = useForm({
    initial: { carrier: '', trackingNumber: '' },
    validate: ({ carrier, trackingNumber }) => ({
      ...(!carrier.trim() && { carrier: t('field.required') }),
      ...(!trackingNumber.trim() && { trackingNumber: t('field.required') }),
    }),
    submit: async (body) => {
      const answer = await api('POST /api/orders/:id/ship', { params: { id: order.id }, body });
      if (!answer.ok) return answer.error;
      tell(undefined, t('shop:order.shipped'));
      onChanged(answer.data.order);
      return undefined;
    },
  });
  return (
    <Form
      form={form}
      actions={
        <Button type="submit" variant="primary" icon={Truck} loading={form.busy.value}>
          {t('shop:order.ship')}
        </Button>
      }
    >
      <TextField label={t('shop:order.carrier')} maxLength={40} {...form.text('carrier')} />
      <TextField label={t('shop:order.tracking')} maxLength={60} {...form.text('trackingNumber')} />
    </Form>
  );
}

function Refund({ order, onChanged }: { order: OrderView; onChanged: (order: OrderView) => void }) {
  const [isBusy, setBusy] = useState(false);
  const refund = async () => {
    const amount = formatPrice(order.amount, { exact: true });
    if (
      !(await confirm({
        title: t('shop:order.refundTitle', { amount }),
        body: t('shop:order.refundBody'),
        confirmLabel: t('shop:order.refund'),
        tone: 'danger',
      }))
    )
      return;
    setBusy(true);
    const answer = await api('POST /api/orders/:id/refund', { params: { id: order.id } });
    setBusy(false);
    if (tell(answer.ok ? undefined : answer.error, t('shop:order.refunding')) && answer.ok)
      onChanged(answer.data.order);
  };
  return (
    <div>
      <Button variant="danger" loading={isBusy} onClick={() => void refund()}>
        {t('shop:order.refund')}
      </Button>
    </div>
  );
}
