import type { ErrorDetails } from '../../src/contract/errors.ts';
import { formatPrice } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';

interface Broken {
  rule:
    | 'title'
    | 'pictures'
    | 'virtual_goods'
    | 'foreign_goods'
    | 'sku_count'
    | 'sku_names'
    | 'price'
    | 'sale_price'
    | 'price_cap';
  path: string;
  details?: { maxPrice?: number };
}

/** Every publishing rule the draft breaks, in words, at once. */
export function ProductProblems({ details }: { details: ErrorDetails | undefined }) {
  const rules = (details?.['rules'] ?? []) as Broken[];
  return (
    <div class="shop-note" data-tone="danger" role="alert">
      <p class="strong">{t('shop:problem.head')}</p>
      <ul>
        {rules.map((broken) => (
          <li key={`${broken.rule}${broken.path}`}>
            {t(`shop:problem.${broken.rule}`, { max: formatPrice(broken.details?.maxPrice ?? 0) })}
          </li>
        ))}
      </ul>
    </div>
  );
}
