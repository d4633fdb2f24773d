import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { recordAudit } from './record-audit.ts';

/** Switches an account's live selling off or on again; rooms already live go on. @throws NOT_FOUND (it has no channel) */
export async function switchLive(
  deps: Pick<Deps, 'channels' | 'audit' | 'clock' | 'newId'>,
  actor: Member,
  accountId: Id,
  { enabled, reason }: { enabled: boolean; reason: string },
): Promise<void> {
  if (!(await deps.channels.setLiveDisabled(accountId, !enabled))) {
    throw new AppError('NOT_FOUND', { details: { account: accountId } });
  }
  const act = enabled ? 'account.live_on' : 'account.live_off';
  await recordAudit(deps, { actor, act, subject: { type: 'account', id: accountId }, reason });
}
