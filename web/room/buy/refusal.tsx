import type { ShelfItem } from '../../../src/contract/shelf.ts';
import { formatPrice } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import type { Failure } from '../../lib/api-error.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import type { Choice } from './use-choice.ts';

interface RefusalProps {
  item: ShelfItem;
  choice: Choice;
  failure: Failure;
}

/** Why the purchase was refused, with the next best thing. */
export function Refusal({ item, choice, failure }: RefusalProps) {
  const others = item.skus.filter((sku) => sku.skuId !== choice.sku.skuId && sku.left > 0);
  return (
    <div class="stack gap-2">
      <ErrorPanel inline code={failure.code} details={failure.details} />
      {failure.code === 'PRICE_CHANGED' && (
        <p class="strong" role="status">
          {t('room:buy.newPrice', { price: formatPrice(choice.sku.price) })}
        </p>
      )}
      {failure.code === 'SOLD_OUT' && others.length > 0 && (
        <div class="row row-wrap gap-2">
          <span class="small muted">{t('room:buy.otherOptions')}</span>
          {others.slice(0, 4).map((sku) => (
            <Button key={sku.skuId} size="s" onClick={() => choice.setSku(sku.skuId)}>
              {sku.name}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
