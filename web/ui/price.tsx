import { formatPrice } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { cx } from './cx.ts';
import './price.css';

export interface PriceProps {
  /** Integer fen. */
  fen: number;
  /** Struck out beside it when it is higher. */
  listFen?: number | undefined;
  /** The largest price when SKUs differ: shows "from". */
  upToFen?: number | undefined;
  size?: 's' | 'm' | 'l' | undefined;
  /** Plain text colour, e.g. in tables and totals. */
  plain?: boolean | undefined;
  class?: string | undefined;
}

/** A price with its currency sign small and, when reduced, the list price struck out. */
export function Price({ fen, listFen, upToFen, size = 'm', plain, class: className }: PriceProps) {
  const shown = formatPrice(fen);
  const from = upToFen !== undefined && upToFen > fen;
  return (
    <span class={cx('ui-price', `ui-price-${size}`, plain && 'ui-price-plain', className)}>
      <span class="ui-price-now tabular">
        {listFen !== undefined && listFen > fen && <span class="sr-only">{t('price.now')} </span>}
        {from ? t('price.from', { price: shown }) : shown}
      </span>
      {listFen !== undefined && listFen > fen && (
        <span class="ui-price-was tabular">
          <span class="sr-only">{t('price.was')} </span>
          <s>{formatPrice(listFen)}</s>
        </span>
      )}
    </span>
  );
}
