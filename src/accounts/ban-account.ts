import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';

/** Closes an account: its sessions and sockets end at once. Banning twice changes nothing. @throws NOT_FOUND */
export async function banAccount(
  deps: Pick<Deps, 'accounts' | 'sessions' | 'endedSessions' | 'announce' | 'clock'>,
  accountId: Id,
  reason: string,
): Promise<void> {
  const account = await deps.accounts.find(accountId);
  if (!account) throw new AppError('NOT_FOUND');
  const now = new Date(deps.clock.now());
  await deps.accounts.ban(accountId, reason, now);
  await deps.endedSessions.mark(await deps.sessions.endAll(accountId, now));
  deps.announce.endAccount(accountId, 'banned');
}
