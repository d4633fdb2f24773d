import { formatCount, formatPrice } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { Card } from '../ui/card.tsx';
import { Stat, StatRow } from '../ui/stat.tsx';
import { useConsole } from './console.ts';

/** Where a room's units and its money are, as fresh as the wall. */
export function Statement({ roomId }: { roomId: string }) {
  const now = useConsole().rooms.value?.find((each) => each.room.id === roomId)?.stats;
  if (!now) return null;
  return (
    <Card title={t('console:room.statement')}>
      <StatRow>
        <Stat label={t('console:room.unitsFree')} value={formatCount(now.unitsLeft)} />
        <Stat label={t('console:room.unitsHeld')} value={formatCount(now.unitsHeld)} />
        <Stat label={t('console:room.unitsSold')} value={formatCount(now.unitsSold)} />
        <Stat label={t('console:room.unitsReturned')} value={formatCount(now.unitsReturned)} />
        <Stat
          label={t('console:room.orders')}
          value={formatCount(now.orders)}
          note={t('console:room.paidOrders', { value: formatCount(now.paidOrders) })}
        />
        <Stat label={t('console:room.paidAmount')} value={formatPrice(now.paidAmount)} />
      </StatRow>
    </Card>
  );
}
