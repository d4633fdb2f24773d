import { formatTime } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { pages } from '../lib/links.ts';
import { confirm } from '../ui/confirm-dialog.tsx';
import type { RoomPage } from './page.ts';

/** Holds about which leaving has been asked already; once is enough. */
const asked = new Set<string>();

/** Goes to the lobby; with units held and unpaid it asks first, once. */
export async function leaveRoom(page: RoomPage): Promise<void> {
  const hold = page.purchases.holds.peek().findLast(({ ticket }) => !asked.has(ticket.id));
  if (hold?.state.step === 'held') {
    asked.add(hold.ticket.id);
    const leave = await confirm({
      title: t('room:hold.leaveTitle'),
      body: t('room:hold.leaveText', {
        title: hold.ticket.title,
        time: formatTime(hold.state.accepted.holdUntil, { seconds: true }),
      }),
      confirmLabel: t('room:hold.leave'),
      cancelLabel: t('room:hold.stay'),
    });
    if (!leave) return page.sheet.follow(hold.ticket.id);
  }
  location.assign(pages.lobby());
}

/** Closing or reloading the tab with a hold: the browser asks, once per hold. Returns how to stop. */
export function guardTab(page: RoomPage): () => void {
  const ask = (event: BeforeUnloadEvent) => {
    const holds = page.purchases.holds.peek().filter(({ ticket }) => !asked.has(ticket.id));
    if (holds.length === 0) return;
    for (const { ticket } of holds) asked.add(ticket.id);
    event.preventDefault();
  };
  window.addEventListener('beforeunload', ask);
  return () => window.removeEventListener('beforeunload', ask);
}
