import { banAccount } from '#src/accounts/ban-account.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { closeRoomsOf } from './close-room.ts';
import type { CloseDeps } from './close-room.ts';
import { recordAudit } from './record-audit.ts';

/** An operator closes an account, and its rooms with it; banning twice changes nothing. @throws NOT_FOUND FORBIDDEN (oneself) */
export async function ban(
  deps: CloseDeps & Pick<Deps, 'accounts' | 'sessions' | 'endedSessions' | 'announce' | 'clock' | 'audit' | 'newId'>,
  actor: Member,
  accountId: Id,
  reason: string,
): Promise<void> {
  if (accountId === actor.id) throw new AppError('FORBIDDEN');
  await banAccount(deps, accountId, reason);
  const subject = { type: 'account', id: accountId } as const;
  // There is no way back from a ban, so one line is all there can be.
  await recordAudit(deps, { actor, act: 'account.ban', subject, reason, key: 'once' });
  await closeRoomsOf(deps, actor, accountId, reason);
}
