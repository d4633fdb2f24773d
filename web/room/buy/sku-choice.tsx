import type { ShelfItem, ShelfSku } from '../../../src/contract/shelf.ts';
import { formatPrice } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { ChipGroup } from '../../ui/chips.tsx';
import { isStockShort } from '../../ui/meter.tsx';

interface SkuChoiceProps {
  item: ShelfItem;
  value: string;
  onChange: (skuId: string) => void;
}

/** The SKUs as chips, each with what is left of it and its price where they differ. */
export function SkuChoice({ item, value, onChange }: SkuChoiceProps) {
  const prices = new Set(item.skus.map((sku) => sku.price));
  return (
    <ChipGroup
      label={t('room:buy.option')}
      options={item.skus.map((sku) => ({ value: sku.skuId, label: sku.name, note: note(sku, prices.size > 1) }))}
      value={value}
      onChange={onChange}
    />
  );
}

function note(sku: ShelfSku, hasOwnPrice: boolean): string | undefined {
  const parts = [
    ...(hasOwnPrice ? [formatPrice(sku.price)] : []),
    ...(sku.left === 0 ? [t('stock.soldOut')] : []),
    ...(sku.left > 0 && isStockShort(sku.left, sku.size) ? [t('stock.left', { count: sku.left })] : []),
  ];
  return parts.length > 0 ? parts.join(' · ') : undefined;
}
