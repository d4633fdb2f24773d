import { ImagePlus, Plus, Trash2 } from 'lucide';
import { useState } from 'preact/hooks';
import { newId } from '../../sdk/src/index.ts';
import type { ProductView } from '../../src/contract/catalog.ts';
import type { ShopView } from '../../src/contract/shops.ts';
import { t } from '../i18n/i18n.ts';
import { api } from '../lib/api.ts';
import type { Failure } from '../lib/api-error.ts';
import { uploadImage } from '../lib/files.ts';
import { Button } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { TextAreaField, TextField } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { MoneyField } from '../ui/money-field.tsx';
import { Picture } from '../ui/picture.tsx';
import { toastError } from '../ui/toast.tsx';
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

interface SkuRow {
  key: string;
  id?: string | undefined;
  name: string;
  listPrice: number | undefined;
  price: number | undefined;
}

interface Draft {
  title: string;
  description: string;
  pictures: string[];
  limit: string;
  skus: SkuRow[];
}

const emptySku = (): SkuRow => ({ key: newId(), name: '', listPrice: undefined, price: undefined });

function draftOf(product: ProductView | undefined): Draft {
  if (!product) return { title: '', description: '', pictures: [], limit: '', skus: [emptySku()] };
  const { title, description, pictures, skus, perBuyerLimit } = product.draft;
  return {
    title,
    description,
    pictures,
    limit: perBuyerLimit ? String(perBuyerLimit) : '',
    skus: skus.map((sku) => ({ ...sku, key: sku.id })),
  };
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
    const body = {
      title: draft.title,
      description: draft.description,
      kind: product?.draft.kind ?? ('physical' as const),
      pictures: draft.pictures,
      skus: draft.skus.map(({ id, name, listPrice, price }) => ({
        ...(id && { id }),
        name,
        price: price ?? 0,
        listPrice: listPrice ?? price ?? 0,
      })),
      ...(Number(draft.limit) > 0 && { perBuyerLimit: Number(draft.limit) }),
    };
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

function SkuFields({
  sku,
  canRemove,
  onChange,
  onRemove,
}: {
  sku: SkuRow;
  canRemove: boolean;
  onChange: (part: Partial<SkuRow>) => void;
  onRemove: () => void;
}) {
  return (
    <div class="shop-sku">
      <TextField
        label={t('shop:product.skuName')}
        maxLength={40}
        value={sku.name}
        onInput={(name) => onChange({ name })}
      />
      <MoneyField label={t('price.now')} fen={sku.price} onChange={(price) => onChange({ price })} />
      <MoneyField label={t('price.was')} fen={sku.listPrice} onChange={(listPrice) => onChange({ listPrice })} />
      {canRemove && <IconButton icon={Trash2} label={t('action.remove')} onClick={onRemove} />}
    </div>
  );
}

function Pictures({ ids, onChange }: { ids: string[]; onChange: (ids: string[]) => void }) {
  const add = async (files: FileList | null) => {
    const added: string[] = [];
    for (const file of files ?? []) {
      const answer = await uploadImage(file, 'picture');
      if (answer.ok) added.push(answer.data.id);
      else toastError(answer.error);
    }
    onChange([...ids, ...added].slice(0, 9));
  };
  return (
    <div class="shop-pictures">
      {ids.map((id) => (
        <span key={id} class="shop-picture">
          <Picture id={id} alt="" size={88} />
          <IconButton
            icon={Trash2}
            variant="overlay"
            label={t('action.remove')}
            onClick={() => onChange(ids.filter((each) => each !== id))}
          />
        </span>
      ))}
      <label class="shop-picture-add">
        <input
          type="file"
          multiple
          accept="image/png,image/jpeg,image/webp"
          class="sr-only"
          onChange={(event) => void add(event.currentTarget.files)}
        />
        <Icon node={ImagePlus} size={24} />
        <span class="small">{t('shop:product.addPicture')}</span>
      </label>
    </div>
  );
}
