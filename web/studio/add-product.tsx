import { PackageOpen } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { ProductView } from '../../src/contract/catalog.ts';
import type { SaleMode } from '../../src/contract/shelf.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import type { Failure } from '../lib/api-error.ts';
import { pages } from '../lib/links.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
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
  const [products, setProducts] = useState<ProductView[] | undefined>(undefined);
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  const load = async () => {
    const channel = await api('GET /api/channel', {});
    if (!channel.ok) return setFailure(channel.error);
    const shop = channel.data.channel?.shop;
    if (!shop) return setProducts([]);
    const answer = await api('GET /api/shops/:id/products', { params: { id: shop.id }, query: { limit: 100 } });
    if (!answer.ok) return setFailure(answer.error);
    setFailure(undefined);
    setProducts(answer.data.rows.filter((product) => product.online && product.listed));
  };
  useEffect(() => void load(), []);
  if (failure) return <ErrorPanel {...failure} onRetry={() => void load()} />;
  if (!products) return <Skeleton shape="block" height="16rem" />;
  const onShelf = new Set(watch.snapshot.value?.shelf.map((item) => item.productId));
  const rest = products.filter((product) => !onShelf.has(product.id));
  if (rest.length === 0) {
    return (
      <EmptyState
        icon={PackageOpen}
        title={t('studio:add.empty')}
        text={t('studio:add.emptyHelp')}
        action={<ButtonLink href={`${pages.shop()}#products`}>{t('studio:add.toShop')}</ButtonLink>}
      />
    );
  }
  return (
    <ul class="studio-add">
      {rest.map((product) => (
        <Product key={product.id} product={product} onAdded={() => void load()} />
      ))}
    </ul>
  );
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
  const wish = product
    .online!.skus.map((sku) => ({ sku: sku.id, units: Math.floor(Number(units[sku.id])) || 0 }))
    .filter((each) => each.units > 0);
  const add = async () => {
    setBusy(true);
    const drawSeconds = Math.min(10, Math.max(1, Math.floor(Number(seconds)) || 5));
    const added = await studio.act('shelf:add', {
      room: studio.roomId,
      product: product.id,
      units: wish,
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
          <Button size="s" variant="primary" loading={isBusy} disabled={wish.length === 0} onClick={() => void add()}>
            {t('studio:add.add')}
          </Button>
        </div>
      </div>
    </li>
  );
}
