import type { NotificationView } from '#src/contract/accounts.ts';
import type { Page } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { cutPage } from '#src/platform/page.ts';
import type { Paged } from '#src/platform/page.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { toNotificationView } from './present.ts';

/** What an account was told, newest first. */
export async function listNotifications(
  deps: Pick<Deps, 'notifications'>,
  actor: Member,
  { cursor, limit }: Page,
): Promise<Paged<NotificationView>> {
  const found = await deps.notifications.list(actor.id, cursor, limit + 1);
  return cutPage(found.map(toNotificationView), limit, ({ id }) => id);
}
