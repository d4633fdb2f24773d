import { PackagePlus } from 'lucide';
import { useState } from 'preact/hooks';
import type { ProductView } from '../../src/contract/catalog.ts';
import type { ShopView } from '../../src/contract/shops.ts';
import { formatCount } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import { usePages } from '../lib/use-pages.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Picture } from '../ui/picture.tsx';
import { Price } from '../ui/price.tsx';
import { Table } from '../ui/table.tsx';
import { ProductDrawer } from './product-drawer.tsx';

const tones: Record<ProductView['draftState']['status'], Tone> = {
  editing: 'neutral',
  in_review: 'warning',
  rejected: 'danger',
  approved: 'success',
};

/** Products with their review, their price online and their stock. */
export function Products({ shop }: { shop: ShopView }) {
  const [opened, setOpened] = useState<ProductView | 'new' | undefined>(undefined);
  const pages = usePages(
    (cursor) =>
      api('GET /api/shops/:id/products', { params: { id: shop.id }, query: { limit: 50, ...(cursor && { cursor }) } }),
    [shop.id],
  );
  const { rows, failure } = pages;
  const take = (product: ProductView) => {
    pages.change((before) =>
      before.some((each) => each.id === product.id)
        ? before.map((each) => (each.id === product.id ? product : each))
        : [product, ...before],
    );
    setOpened(product);
  };
  const add = (
    <Button variant="primary" icon={PackagePlus} onClick={() => setOpened('new')}>
      {t('shop:product.new')}
    </Button>
  );
  if (failure && !rows) return <ErrorPanel {...failure} onRetry={() => void pages.retry()} />;
  return (
    <>
      <PageHeader title={t('shop:nav.products')} note={t('shop:product.note')} actions={add} />
      <Card flush>
        <Table
          caption={t('shop:nav.products')}
          loading={rows === undefined}
          rows={rows ?? []}
          rowKey={(product) => product.id}
          onRowClick={setOpened}
          empty={
            <EmptyState
              icon={PackagePlus}
              title={t('shop:product.empty')}
              text={t('shop:product.emptyHelp')}
              action={add}
            />
          }
          columns={[
            {
              key: 'title',
              header: t('shop:product.product'),
              primary: true,
              cell: (product) => <ProductName product={product} onOpen={() => setOpened(product)} />,
            },
            {
              key: 'review',
              header: t('shop:product.review'),
              cell: (product) => (
                <Badge tone={tones[product.draftState.status]}>{t(`shop:review.${product.draftState.status}`)}</Badge>
              ),
            },
            { key: 'online', header: t('shop:product.online'), cell: (product) => <Online product={product} /> },
            { key: 'price', header: t('price.now'), align: 'end', cell: (product) => <PriceRange product={product} /> },
            {
              key: 'stock',
              header: t('shop:product.stock'),
              align: 'end',
              cell: (product) => formatCount(product.stock.reduce((sum, each) => sum + each.available, 0)),
            },
            {
              key: 'rooms',
              header: t('shop:product.inRooms'),
              align: 'end',
              wideOnly: true,
              cell: (product) => formatCount(product.stock.reduce((sum, each) => sum + each.inRooms, 0)),
            },
          ]}
        />
      </Card>
      <LoadMore pages={pages} />
      <ProductDrawer shop={shop} opened={opened} onClose={() => setOpened(undefined)} onChanged={take} />
    </>
  );
}

function ProductName({ product, onOpen }: { product: ProductView; onOpen: () => void }) {
  return (
    <span class="shop-product">
      <Picture id={product.draft.pictures[0]} alt="" size={40} />
      <button type="button" class="shop-link" onClick={onOpen}>
        {product.draft.title}
      </button>
    </span>
  );
}

function Online({ product }: { product: ProductView }) {
  if (!product.online) return <span class="muted">{t('shop:product.never')}</span>;
  if (!product.listed) return <Badge>{t('shop:product.delisted')}</Badge>;
  const differs = JSON.stringify(product.online) !== JSON.stringify(product.draft);
  return (
    <span class="row gap-1">
      <Badge tone="success">{t('shop:product.isOnline')}</Badge>
      {differs && <Badge tone="warning">{t('shop:product.differs')}</Badge>}
    </span>
  );
}

function PriceRange({ product }: { product: ProductView }) {
  const prices = (product.online ?? product.draft).skus.map((sku) => sku.price);
  return <Price fen={Math.min(...prices)} upToFen={Math.max(...prices)} size="s" plain />;
}
