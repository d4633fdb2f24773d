import { useEffect } from 'preact/hooks';
import type { OrderView } from '../../src/contract/purchases.ts';
import { formatDateTime } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { askSignIn } from '../lib/sign-in.tsx';
import { toast } from '../ui/toast.tsx';
import { useRoom, type RoomPage } from './page.ts';

/** News that concern this visitor alone, as toasts: orders, a mute, the end of the session. */
export function News() {
  const page = useRoom();
  const ended = page.connection.ended.value;
  useEffect(() => {
    if (!ended) return;
    toast({
      text: t(`room:session.${ended}`),
      note: t('room:session.note'),
      tone: 'warning',
      lasts: 10_000,
      action: { label: t('action.signIn'), run: () => void askSignIn() },
    });
  }, [ended]);
  useEffect(() => page.purchases.onOrder((order) => tellOrder(page, order)), [page]);
  useEffect(
    () =>
      page.connection.on('chat:muted', ({ room, until, reason }) => {
        if (room !== page.roomId) return;
        if (until)
          toast({ text: t('room:session.muted', { until: formatDateTime(until) }), note: reason, tone: 'warning' });
        else toast({ text: t('room:session.unmuted') });
      }),
    [page],
  );
  return null;
}

/** What the open sheet does not already show. */
function tellOrder({ sheet, panel }: RoomPage, order: OrderView): void {
  const view = sheet.view.peek();
  if (view?.show === 'purchase' && view.ticketId === order.id) return;
  const words = newsOf(order);
  if (!words) return;
  toast({
    text: words,
    note: `${order.title} · ${order.number}`,
    tone: order.state === 'cancelled' ? 'warning' : 'success',
    action: { label: t('room:orders.open'), run: () => void (panel.value = 'orders') },
  });
}

function newsOf(order: OrderView): string | undefined {
  if (order.state === 'paid') return t('room:orders.paidNews');
  if (order.state === 'shipped') return t('room:orders.shippedNews');
  if (order.state === 'refunded') return t('room:orders.refundedNews');
  if (order.state === 'cancelled' && order.cancelReason === 'timeout') return t('room:orders.timeoutNews');
  return undefined;
}
