import { Download, ReceiptText } from 'lucide';
import { useState } from 'preact/hooks';
import type { OrderState, OrderView } from '../../src/contract/purchases.ts';
import type { ShopView } from '../../src/contract/shops.ts';
import { formatDateTime, formatPrice } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import { usePages } from '../lib/use-pages.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { LoadMore } from '../ui/load-more.tsx';
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
  const [opened, setOpened] = useState<OrderView | undefined>(undefined);
  const load = (cursor: string | undefined) =>
    api('GET /api/shops/:id/orders', {
      params: { id: shop.id },
      query: { state: group, limit: 50, ...(cursor && { cursor }) },
    });
  const pages = usePages(load, [group, shop.id]);
  const { rows, failure } = pages;
  const take = (order: OrderView) => {
    setOpened(order);
    void pages.reload();
  };
  const tabs = groups.map((value) => ({ value, label: t(`shop:orderGroup.${value}`) }));
  return (
    <>
      <PageHeader
        title={t('shop:nav.orders')}
        note={t('shop:order.note')}
        actions={
          <Button icon={Download} disabled={!rows?.length} onClick={() => downloadCsv([...(rows ?? [])], group)}>
            {t('shop:order.csv')}
          </Button>
        }
      />
      <Tabs label={t('shop:order.states')} tabs={tabs} value={group} onChange={setGroup}>
        {failure && !rows ? (
          <ErrorPanel {...failure} onRetry={() => void pages.retry()} />
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
        {rows && <LoadMore pages={pages} />}
      </Tabs>
      <OrderDrawer order={opened} onClose={() => setOpened(undefined)} onChanged={take} />
    </>
  );
}
