import { Plus } from 'lucide';
import { useState } from 'preact/hooks';
import type { ProductView } from '../../src/contract/catalog.ts';
import type { ShopView } from '../../src/contract/shops.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import type { Failure } from '../lib/api-error.ts';
import { Button } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { TextAreaField, TextField } from '../ui/field.tsx';
import { bodyOf, draftOf, emptySku, type Draft, type SkuRow } from './product-draft.ts';
import { Pictures, SkuFields } from './product-fields.tsx';
import { ProductProblems } from './product-problems.tsx';
import { tell } from './shop.ts';
import { Stock } from './stock.tsx';

interface ProductDrawerProps {
  shop: ShopView;
  opened: ProductView | 'new' | undefined;
  onClose: () => void;
  onChanged: (product: ProductView) => void;
}

/** A product's draft, its review and its stock. */
export function ProductDrawer({ opened, onClose, ...rest }: ProductDrawerProps) {
  const title = opened === 'new' || !opened ? t('shop:product.new') : opened.draft.title;
  return (
    <Drawer open={opened !== undefined} onClose={onClose} title={title} wide>
      {opened && (
        <Editor key={opened === 'new' ? 'new' : opened.id} product={opened === 'new' ? undefined : opened} {...rest} />
      )}
    </Drawer>
  );
}

function Editor({
  shop,
  product,
  onChanged,
}: {
  shop: ShopView;
  product: ProductView | undefined;
  onChanged: (product: ProductView) => void;
}) {
  const [draft, setDraft] = useState(() => draftOf(product));
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  const [isBusy, setBusy] = useState(false);
  const isLocked = product?.draftState.status === 'in_review';
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const changeSku = (key: string, part: Partial<SkuRow>) =>
    change({ skus: draft.skus.map((sku) => (sku.key === key ? { ...sku, ...part } : sku)) });

  const save = async (): Promise<ProductView | undefined> => {
    const body = bodyOf(draft, product);
    const answer = product
      ? await api('PUT /api/products/:id', { params: { id: product.id }, body })
      : await api('POST /api/shops/:id/products', { params: { id: shop.id }, body });
    setFailure(answer.ok ? undefined : answer.error);
    return answer.ok ? answer.data.product : undefined;
  };
  const finish = async (submit: boolean) => {
    setBusy(true);
    const saved = await save();
    if (saved && submit) {
      const answer = await api('POST /api/products/:id/submit', { params: { id: saved.id } });
      setFailure(answer.ok ? undefined : answer.error);
      onChanged(answer.ok ? answer.data.product : saved);
      if (answer.ok) tell(undefined, t('shop:product.submitted'));
    } else if (saved) {
      onChanged(saved);
      tell(undefined, t('state.saved'));
    }
    setBusy(false);
  };
  return (
    <div class="stack gap-6">
      {product?.draftState.status === 'rejected' && (
        <p class="shop-note" data-tone="danger">
          {t('shop:product.rejected', { reason: product.draftState.reason })}
        </p>
      )}
      {isLocked && <p class="shop-note">{t('shop:product.locked')}</p>}
      {failure &&
        (failure.code === 'PRODUCT_INVALID' ? (
          <ProductProblems details={failure.details} />
        ) : (
          <ErrorPanel inline {...failure} />
        ))}
      <fieldset class="shop-editor" disabled={isLocked}>
        <TextField
          label={t('shop:product.title')}
          maxLength={60}
          value={draft.title}
          onInput={(title) => change({ title })}
        />
        <TextAreaField
          label={t('shop:product.description')}
          optional
          maxLength={2000}
          value={draft.description}
          onInput={(description) => change({ description })}
        />
        <Pictures ids={draft.pictures} onChange={(pictures) => change({ pictures })} />
        {draft.skus.map((sku) => (
          <SkuFields
            key={sku.key}
            sku={sku}
            canRemove={draft.skus.length > 1}
            onChange={(part) => changeSku(sku.key, part)}
            onRemove={() => change({ skus: draft.skus.filter((each) => each.key !== sku.key) })}
          />
        ))}
        <div>
          <Button size="s" icon={Plus} onClick={() => change({ skus: [...draft.skus, emptySku()] })}>
            {t('shop:product.addSku')}
          </Button>
        </div>
        <TextField
          label={t('shop:product.limit')}
          hint={t('shop:product.limitHint')}
          optional
          type="number"
          min={1}
          max={999}
          value={draft.limit}
          onInput={(limit) => change({ limit })}
        />
        <div class="shop-actions">
          <Button loading={isBusy} onClick={() => void finish(false)}>
            {t('shop:product.save')}
          </Button>
          <Button variant="primary" loading={isBusy} onClick={() => void finish(true)}>
            {t('shop:product.submit')}
          </Button>
        </div>
      </fieldset>
      {product && <Stock product={product} onChanged={onChanged} />}
    </div>
  );
}
