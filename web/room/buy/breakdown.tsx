import { formatPrice } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Price } from '../../ui/price.tsx';

interface BreakdownProps {
  unitPrice: number;
  listPrice?: number | undefined;
  quantity: number;
}

/** How the sum comes about. */
export function Breakdown({ unitPrice, listPrice = unitPrice, quantity }: BreakdownProps) {
  const saved = Math.max(0, listPrice - unitPrice) * quantity;
  return (
    <dl class="room-sum">
      <div>
        <dt>{t('room:buy.goods')}</dt>
        <dd class="tabular">{t('room:buy.goodsOf', { price: formatPrice(unitPrice), count: quantity })}</dd>
      </div>
      {saved > 0 && (
        <div class="room-sum-saved">
          <dt>{t('room:buy.saved')}</dt>
          <dd class="tabular">{formatPrice(saved)}</dd>
        </div>
      )}
      <div class="room-sum-total">
        <dt>{t('room:buy.total')}</dt>
        <dd>
          <Price fen={unitPrice * quantity} />
        </dd>
      </div>
    </dl>
  );
}
