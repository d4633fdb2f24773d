import type { AccountView, NotificationView, SessionView } from '#src/contract/accounts.ts';
import type { AccountRecord, NotificationRecord } from './model.ts';
import type { SessionRecord } from './session-model.ts';

export function toAccountView(account: AccountRecord): AccountView {
  const { _id, email, name, role, createdAt } = account;
  return { id: _id, email, name, role, createdAt: createdAt.toISOString() };
}

export function toNotificationView(record: NotificationRecord): NotificationView {
  const { id, kind, at, subject, text, readAt } = record;
  return { id, kind, at: at.toISOString(), subject, text, ...(readAt && { readAt: readAt.toISOString() }) };
}

/** `current`: the session that asks. */
export function toSessionView(session: SessionRecord, current: boolean): SessionView {
  const { _id, createdAt, lastSeenAt, agent, address } = session;
  return {
    id: _id,
    current,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    agent,
    address,
  };
}
