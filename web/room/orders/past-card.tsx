import type { PastPurchase } from '../../../src/contract/purchases.ts';
import { errorText } from '../../i18n/error-text.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { Picture } from '../../ui/picture.tsx';

/** A ticket that no order came of, with the reason in words. */
export function PastCard({ past }: { past: Exclude<PastPurchase, { outcome: 'order' }> }) {
  return (
    <li class="room-order" data-testid="past">
      <div class="row spread">
        <Badge>{t(`room:orders.outcome.${past.outcome}`)}</Badge>
        <span class="muted small tabular">{formatDateTime(past.at)}</span>
      </div>
      <div class="row">
        <Picture id={past.picture} alt="" size={48} />
        <div class="grow">
          <h3 class="small clamp-2">{past.title || t('room:orders.gone')}</h3>
          <p class="muted small tabular">
            {past.skuName} × {past.quantity}
          </p>
        </div>
      </div>
      <p class="small">{reasonOf(past)}</p>
    </li>
  );
}

function reasonOf(past: Exclude<PastPurchase, { outcome: 'order' }>): string {
  return past.outcome === 'void' ? t('room:orders.voidReason') : errorText(past.code).title;
}
