import { LogIn, ReceiptText } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import { account } from '../../lib/session.ts';
import { askSignIn } from '../../lib/sign-in.tsx';
import { Button } from '../../ui/button.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useRoom } from '../page.ts';
import { OrderCard } from './order-card.tsx';
import { createOrders } from './orders.ts';
import { PastCard } from './past-card.tsx';
import './orders.css';

/** Everything this account bought or tried to buy, in any room. */
export function OrdersDrawer() {
  const { panel } = useRoom();
  return (
    <Drawer
      open={panel.value === 'orders'}
      onClose={() => void (panel.value = undefined)}
      title={t('room:orders.title')}
    >
      {account.value ? <List key={account.value.id} /> : <Guest />}
    </Drawer>
  );
}

function Guest() {
  return (
    <EmptyState
      icon={ReceiptText}
      title={t('room:orders.guest')}
      text={t('room:orders.guestText')}
      action={
        <Button variant="primary" icon={LogIn} onClick={() => void askSignIn()}>
          {t('action.signIn')}
        </Button>
      }
    />
  );
}

function List() {
  const { purchases } = useRoom();
  const [orders] = useState(createOrders);
  useEffect(() => {
    void orders.reload();
    return purchases.onOrder(orders.take);
  }, [orders, purchases]);
  const rows = orders.rows.value;
  const failure = orders.failure.value;
  if (!rows && failure) return <ErrorPanel {...failure} onRetry={() => void orders.reload()} />;
  if (!rows) return <Waiting />;
  if (rows.length === 0) {
    return <EmptyState icon={ReceiptText} title={t('room:orders.empty')} text={t('room:orders.emptyText')} />;
  }
  return (
    <div class="stack">
      <ol class="room-orders">
        {rows.map((row) =>
          row.outcome === 'order' ? (
            <OrderCard key={row.ticket} order={row.order} act={orders.act} />
          ) : (
            <PastCard key={row.ticket} past={row} />
          ),
        )}
      </ol>
      {orders.hasMore.value && (
        <Button full loading={orders.isLoading.value} onClick={() => void orders.more()}>
          {t('action.loadMore')}
        </Button>
      )}
    </div>
  );
}

function Waiting() {
  return (
    <div class="stack" role="status" aria-label={t('state.loading')}>
      {[0, 1, 2].map((row) => (
        <Skeleton key={row} shape="block" height="8rem" />
      ))}
    </div>
  );
}
