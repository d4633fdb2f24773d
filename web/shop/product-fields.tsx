import { ImagePlus, Trash2 } from 'lucide';
import { t } from '../i18n/i18n.ts';
import { uploadImage } from '../lib/files.ts';
import { TextField } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { MoneyField } from '../ui/money-field.tsx';
import { Picture } from '../ui/picture.tsx';
import { toastError } from '../ui/toast.tsx';
import type { SkuRow } from './product-draft.ts';

/** Name and prices of one SKU. */
export function SkuFields({
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

/** The product's pictures, at most nine; the first is the one lists show. */
export function Pictures({ ids, onChange }: { ids: string[]; onChange: (ids: string[]) => void }) {
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
