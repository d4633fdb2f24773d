import type { NotificationView } from '#src/contract/accounts.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { toNotificationView } from './present.ts';

/** What to tell; `key` tells apart several of one kind about one subject (e.g. the review round). */
export interface Message {
  account: Id;
  kind: NotificationView['kind'];
  subject: NotificationView['subject'];
  text: string;
  key?: string;
}

/** Leaves a notification exactly once, however often it is called, and shows it where the account is connected. */
export async function notify(
  deps: Pick<Deps, 'notifications' | 'announce' | 'clock' | 'newId'>,
  message: Message,
): Promise<void> {
  const { account, kind, subject, text, key = '' } = message;
  const record = {
    _id: `${account}:${kind}:${subject.id}:${key}`,
    id: deps.newId(),
    account,
    kind,
    subject,
    text,
    at: new Date(deps.clock.now()),
  };
  if (await deps.notifications.insert(record)) {
    deps.announce.toAccount(account, 'notification:new', { notification: toNotificationView(record) });
  }
}
