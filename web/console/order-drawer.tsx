import { useEffect, useState } from 'preact/hooks';
import type { OrderView } from '../../src/contract/purchases.ts';
import { formatDateTime, formatPrice } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import type { Failure } from '../lib/api-error.ts';
import { Facts } from '../orders/facts.tsx';
import { SeenFacts } from '../orders/seen-facts.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { AccountTickets } from './account-drawer.tsx';

/** An order an operator has found: who, what, and what the buyer saw. */
export function OrderDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  return (
    <Drawer open={id !== undefined} onClose={onClose} title={t('console:find.order')}>
      {id && <Order key={id} id={id} />}
    </Drawer>
  );
}

function Order({ id }: { id: string }) {
  const [order, setOrder] = useState<OrderView | undefined>(undefined);
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  useEffect(() => {
    void api('GET /api/orders/:id', { params: { id } }).then((answer) => {
      if (answer.ok) setOrder(answer.data.order);
      else setFailure(answer.error);
    });
  }, [id]);
  if (failure) return <ErrorPanel inline {...failure} />;
  if (!order) return <Skeleton shape="block" height="16rem" />;
  return (
    <div class="stack gap-6">
      <Facts
        facts={[
          [t('console:find.order'), order.number || order.id],
          [t('console:find.goods'), `${order.title} · ${order.skuName} × ${order.quantity}`],
          [t('console:find.amount'), formatPrice(order.amount, { exact: true })],
          [t('console:find.at'), formatDateTime(order.placedAt)],
          [t('console:find.buyer'), order.buyerId],
          [t('console:find.shop'), order.shopId],
          [t('console:find.room'), order.roomId],
        ]}
      />
      <SeenFacts order={order} />
      <AccountTickets id={order.buyerId} />
    </div>
  );
}
