import { Eye, Package, ReceiptText, Wallet } from 'lucide';
import type { RoomStats } from '../../src/contract/ops.ts';
import { formatCount, formatPrice } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { Stat, StatRow } from '../ui/stat.tsx';
import { useStudio } from './studio.ts';

/** The four numbers a host looks at while talking; of a show that is over, those that stay. */
export function Numbers({ isOver = false }: { isOver?: boolean }) {
  const { stats, watch } = useStudio();
  const now = stats.value;
  const viewers = watch.snapshot.value?.viewers ?? 0;
  const peak = formatCount(Math.max(isOver ? 0 : viewers, now?.peakViewers ?? 0));
  return (
    <StatRow>
      {isOver ? (
        <Stat icon={Eye} label={t('studio:numbers.peakViewers')} value={peak} />
      ) : (
        <Stat
          icon={Eye}
          label={t('studio:numbers.viewers')}
          value={formatCount(viewers)}
          note={now && t('studio:numbers.peak', { value: peak })}
        />
      )}
      <Stat
        icon={ReceiptText}
        label={t('studio:numbers.orders')}
        value={formatCount(now?.orders ?? 0)}
        note={now && t('studio:numbers.paid', { value: formatCount(now.paidOrders) })}
      />
      <Stat
        icon={Wallet}
        label={t('studio:numbers.money')}
        value={formatPrice(now?.paidAmount ?? 0)}
        note={now && !isOver && t('studio:numbers.perMinute', { value: formatCount(now.ordersPerMinute) })}
      />
      <Stat
        icon={Package}
        label={t('studio:numbers.left')}
        value={formatCount(now?.unitsLeft ?? 0)}
        note={now && unitsNote(now)}
      />
    </StatRow>
  );
}

/** Where the units are that are not on the shelf. */
function unitsNote({ unitsHeld, unitsSold, unitsReturned }: RoomStats): string {
  const held = t('studio:numbers.held', { held: formatCount(unitsHeld), sold: formatCount(unitsSold) });
  return unitsReturned > 0 ? `${held} · ${t('studio:numbers.returned', { value: formatCount(unitsReturned) })}` : held;
}
