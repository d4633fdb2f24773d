import { Download, ReceiptText } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { OrderState, OrderView } from '../../src/contract/purchases.ts';
import type { ShopView } from '../../src/contract/shops.ts';
import { formatDateTime, formatPrice } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import type { Failure } from '../lib/api-error.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Table } from '../ui/table.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { downloadCsv } from './orders-csv.ts';
import { OrderDrawer } from './order-drawer.tsx';
import { orderTones } from './order-tones.ts';

const groups = [
  'paid',
  'placed',
  'shipped',
  'completed',
  'refunded',
  'cancelled',
] as const satisfies readonly OrderState[];
type Group = (typeof groups)[number];

/** Orders by state; those to ship come first. */
export function Orders({ shop }: { shop: ShopView }) {
  const [group, setGroup] = useState<Group>('paid');
  const [rows, setRows] = useState<OrderView[] | undefined>(undefined);
  const [next, setNext] = useState<string | undefined>(undefined);
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  const [opened, setOpened] = useState<OrderView | undefined>(undefined);
  const load = async (cursor?: string) => {
    const answer = await api('GET /api/shops/:id/orders', {
      params: { id: shop.id },
      query: { state: group, limit: 50, ...(cursor && { cursor }) },
    });
    setFailure(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    setRows((before) => (cursor ? [...(before ?? []), ...answer.data.rows] : answer.data.rows));
    setNext(answer.data.next);
  };
  useEffect(() => {
    setRows(undefined);
    void load();
  }, [group, shop.id]);
  const take = (order: OrderView) => {
    setOpened(order);
    void load();
  };
  const tabs = groups.map((value) => ({ value, label: t(`shop:orderGroup.${value}`) }));
  return (
    <>
      <PageHeader
        title={t('shop:nav.orders')}
        note={t('shop:order.note')}
        actions={
          <Button icon={Download} disabled={!rows?.length} onClick={() => downloadCsv(rows ?? [], group)}>
            {t('shop:order.csv')}
          </Button>
        }
      />
      <Tabs label={t('shop:order.states')} tabs={tabs} value={group} onChange={setGroup}>
        {failure ? (
          <ErrorPanel {...failure} onRetry={() => void load()} />
        ) : (
          <Card flush>
            <Table
              caption={t(`shop:orderGroup.${group}`)}
              loading={rows === undefined}
              rows={rows ?? []}
              rowKey={(order) => order.id}
              onRowClick={setOpened}
              selected={opened?.id}
              empty={<EmptyState icon={ReceiptText} title={t('shop:order.empty')} text={t('shop:order.emptyHelp')} />}
              columns={[
                {
                  key: 'number',
                  header: t('shop:order.number'),
                  primary: true,
                  cell: (order) => (
                    <button type="button" class="shop-link mono" onClick={() => setOpened(order)}>
                      {order.number}
                    </button>
                  ),
                },
                {
                  key: 'what',
                  header: t('shop:order.what'),
                  cell: (order) => `${order.title} · ${order.skuName} × ${order.quantity}`,
                },
                {
                  key: 'amount',
                  header: t('shop:order.amount'),
                  align: 'end',
                  cell: (order) => formatPrice(order.amount, { exact: true }),
                },
                {
                  key: 'at',
                  header: t('shop:order.at'),
                  wideOnly: true,
                  cell: (order) => formatDateTime(order.placedAt),
                },
                {
                  key: 'state',
                  header: t('shop:order.state'),
                  cell: (order) => <Badge tone={orderTones[order.state]}>{t(`shop:orderState.${order.state}`)}</Badge>,
                },
              ]}
            />
          </Card>
        )}
        {next && (
          <Button variant="quiet" full onClick={() => void load(next)}>
            {t('action.loadMore')}
          </Button>
        )}
      </Tabs>
      <OrderDrawer order={opened} onClose={() => setOpened(undefined)} onChanged={take} />
    </>
  );
}
