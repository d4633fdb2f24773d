import type { OrderView } from '../../src/contract/purchases.ts';
import { formatClock } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { Facts } from './facts.tsx';

/** What was on the buyer's screen when ordering: the proof when price or item is disputed. */
export function SeenFacts({ order }: { order: OrderView }) {
  const { seen, channelName } = order;
  return (
    <section class="stack gap-3">
      <h3 class="strong">{t('seen.title')}</h3>
      <Facts
        facts={[
          [t('seen.pinned'), seen.pinned ? t('seen.yes') : t('seen.no')],
          [t('seen.price'), String(seen.priceVersion)],
          [t('seen.seq'), String(seen.seq)],
          [t('seen.media'), seen.mediaMs === undefined ? undefined : formatClock(seen.mediaMs)],
          [t('seen.source'), `${channelName} · ${t(`seen.${seen.source}`)}`],
        ]}
      />
    </section>
  );
}
