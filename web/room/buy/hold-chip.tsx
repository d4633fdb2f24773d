import { Timer } from 'lucide';
import { formatClock } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { serverNow } from '../../lib/server-clock.ts';
import { Icon } from '../../ui/icon.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useRoom } from '../page.ts';
import type { Hold, Purchase } from './purchases.ts';

/** An unpaid purchase whose sheet is closed: how long it is still held, and the way back to it. */
export function HoldChip() {
  const { purchases } = useRoom();
  const purchase = purchases.holds.value.at(-1);
  return purchase?.state.step === 'held' ? <Chip purchase={purchase} hold={purchase.state.accepted} /> : null;
}

function Chip({ purchase: { ticket }, hold }: { purchase: Purchase; hold: Hold }) {
  const { sheet } = useRoom();
  useNow(500);
  const left = Math.max(0, Date.parse(hold.holdUntil) - serverNow());
  return (
    <button type="button" class="room-hold-chip" onClick={() => sheet.follow(ticket.id)}>
      <Icon node={Timer} size={18} />
      <span class="sr-only">{t('room:hold.chipLabel')}</span>
      <span class="truncate">{ticket.title}</span>
      <b class="tabular">{t('room:hold.chip', { time: formatClock(left) })}</b>
    </button>
  );
}
