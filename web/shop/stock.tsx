import { useState } from 'preact/hooks';
import { newId } from '../../sdk/src/index.ts';
import type { ProductView } from '../../src/contract/catalog.ts';
import { formatNumber } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Switch } from '../ui/checkbox.tsx';
import { tell } from './shop.ts';

/** Stock changes by what comes in or goes out, never to a number; it needs no review. */
export function Stock({ product, onChanged }: { product: ProductView; onChanged: (product: ProductView) => void }) {
  const list = async (listed: boolean) => {
    const answer = await api('PUT /api/products/:id/listed', { params: { id: product.id }, body: { listed } });
    if (tell(answer.ok ? undefined : answer.error) && answer.ok) onChanged(answer.data.product);
  };
  return (
    <section class="stack gap-3" aria-label={t('shop:product.stock')}>
      <h3>{t('shop:product.stock')}</h3>
      {product.draft.skus.map((sku) => (
        <SkuStock key={sku.id} product={product} sku={sku} onChanged={onChanged} />
      ))}
      {product.online && (
        <Switch
          label={t('shop:product.listed')}
          hint={t('shop:product.listedHint')}
          checked={product.listed}
          onChange={(listed) => void list(listed)}
        />
      )}
    </section>
  );
}

function SkuStock({
  product,
  sku,
  onChanged,
}: {
  product: ProductView;
  sku: { id: string; name: string };
  onChanged: (product: ProductView) => void;
}) {
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const now = product.stock.find((each) => each.skuId === sku.id);
  const delta = Math.trunc(Number(text));
  const change = async () => {
    setBusy(true);
    const answer = await api('POST /api/products/:id/stock', {
      params: { id: product.id },
      body: { skuId: sku.id, delta, key: newId() },
    });
    setBusy(false);
    if (!tell(answer.ok ? undefined : answer.error, t('shop:product.stockChanged')) || !answer.ok) return;
    setText('');
    onChanged(answer.data.product);
  };
  return (
    <div class="shop-stock">
      <div class="grow">
        <p class="strong">{sku.name}</p>
        <p class="small muted tabular">
          {t('shop:product.stockNow', {
            available: formatNumber(now?.available ?? 0),
            rooms: formatNumber(now?.inRooms ?? 0),
          })}
        </p>
      </div>
      <TextField
        label={t('shop:product.delta')}
        hideLabel
        placeholder="+10 / -2"
        inputmode="numeric"
        value={text}
        onInput={setText}
        class="shop-delta"
      />
      <Button size="s" loading={isBusy} disabled={!delta} onClick={() => void change()}>
        {t('shop:product.change')}
      </Button>
    </div>
  );
}
