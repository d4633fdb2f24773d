import { PackageOpen } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { ProductView } from '../../src/contract/catalog.ts';
import type { SaleMode } from '../../src/contract/shelf.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import { pages as links } from '../lib/links.ts';
import { usePages } from '../lib/use-pages.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { Picture } from '../ui/picture.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { done, useStudio } from './studio.ts';

/** Puts products of the linked shop on the shelf, each with the units this show may sell. */
export function AddProduct({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Drawer open={open} onClose={onClose} title={t('studio:add.title')} wide>
      <Products />
    </Drawer>
  );
}

function Products() {
  const { watch } = useStudio();
  const pages = usePages(readProducts, []);
  const { rows, failure } = pages;
  const onShelf = new Set(watch.snapshot.value?.shelf.map((item) => item.productId));
  const rest = (rows ?? []).filter((product) => product.online && product.listed && !onShelf.has(product.id));
  // A page of drafts, say, has nothing to choose from; the next one may have.
  const isBare = rows !== undefined && rest.length === 0 && pages.hasMore && !failure;
  useEffect(() => {
    if (isBare && !pages.isBusy) void pages.more();
  }, [isBare, pages.isBusy]);
  if (failure && !rows) return <ErrorPanel {...failure} onRetry={() => void pages.retry()} />;
  if (!rows || isBare) return <Skeleton shape="block" height="16rem" />;
  const refresh = async (id: string) => {
    const answer = await api('GET /api/products/:id', { params: { id } });
    if (!answer.ok) return;
    const { product } = answer.data;
    pages.change((before) => before.map((each) => (each.id === id ? product : each)));
  };
  if (rest.length === 0 && !failure) {
    return (
      <EmptyState
        icon={PackageOpen}
        title={t('studio:add.empty')}
        text={t('studio:add.emptyHelp')}
        action={<ButtonLink href={`${links.shop()}#products`}>{t('studio:add.toShop')}</ButtonLink>}
      />
    );
  }
  return (
    <div class="stack gap-3">
      <ul class="studio-add">
        {rest.map((product) => (
          <Product key={product.id} product={product} onAdded={() => void refresh(product.id)} />
        ))}
      </ul>
      <LoadMore pages={pages} />
    </div>
  );
}

/** A page of the linked shop's products; none where no shop is linked. */
async function readProducts(cursor: string | undefined) {
  const channel = await api('GET /api/channel', {});
  if (!channel.ok) return channel;
  const shop = channel.data.channel?.shop;
  if (!shop) return { ok: true as const, data: { rows: [] } };
  return api('GET /api/shops/:id/products', {
    params: { id: shop.id },
    query: { limit: 50, ...(cursor && { cursor }) },
  });
}

function Product({ product, onAdded }: { product: ProductView; onAdded: () => void }) {
  const studio = useStudio();
  const stockOf = (skuId: string) => product.stock.find((each) => each.skuId === skuId)?.available ?? 0;
  const [units, setUnits] = useState<Record<string, string>>(() =>
    Object.fromEntries(product.online!.skus.map((sku) => [sku.id, String(stockOf(sku.id))])),
  );
  const [mode, setMode] = useState<SaleMode>('first_tap');
  const [seconds, setSeconds] = useState('5');
  const [isBusy, setBusy] = useState(false);
  const chosen = product
    .online!.skus.map((sku) => ({ sku: sku.id, units: Math.floor(Number(units[sku.id])) || 0 }))
    .filter((each) => each.units > 0);
  const add = async () => {
    setBusy(true);
    const drawSeconds = Math.min(10, Math.max(1, Math.floor(Number(seconds)) || 5));
    const added = await studio.act('shelf:add', {
      room: studio.roomId,
      product: product.id,
      units: chosen,
      mode,
      ...(mode === 'equal_chance' && { drawSeconds }),
    });
    setBusy(false);
    if (!added) return;
    done(t('studio:add.done', { title: product.online!.title }));
    onAdded();
  };
  return (
    <li class="studio-add-product">
      <Picture id={product.online!.pictures[0]} alt="" size={64} />
      <div class="grow stack gap-2">
        <p class="strong">{product.online!.title}</p>
        <div class="studio-add-skus">
          {product.online!.skus.map((sku) => (
            <TextField
              key={sku.id}
              label={t('studio:add.units', { name: sku.name })}
              hint={t('studio:add.available', { count: stockOf(sku.id) })}
              type="number"
              min={0}
              max={stockOf(sku.id)}
              value={units[sku.id] ?? '0'}
              onInput={(value) => setUnits({ ...units, [sku.id]: value })}
            />
          ))}
        </div>
        <SelectField
          label={t('studio:add.mode')}
          hint={t(`studio:add.modeHint.${mode}`)}
          value={mode}
          options={(['first_tap', 'first_paid', 'equal_chance'] as const).map((value) => ({
            value,
            label: t(`studio:add.modes.${value}`),
          }))}
          onChange={setMode}
        />
        {mode === 'equal_chance' && (
          <TextField
            label={t('studio:add.drawSeconds')}
            type="number"
            min={1}
            max={10}
            value={seconds}
            onInput={setSeconds}
          />
        )}
        <div>
          <Button size="s" variant="primary" loading={isBusy} disabled={chosen.length === 0} onClick={() => void add()}>
            {t('studio:add.add')}
          </Button>
        </div>
      </div>
    </li>
  );
}
