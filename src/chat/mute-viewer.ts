import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { auditStepIn } from '#src/rooms/audit-step-in.ts';
import { requireRoom, roomRights } from '#src/rooms/authorize.ts';
import { mayMute } from './rules.ts';

/** Silences one account in a room for some seconds; 0 lifts the mute. The account is told. @throws FORBIDDEN NOT_FOUND */
export async function muteViewer(
  deps: Pick<Deps, 'rooms' | 'accounts' | 'chat' | 'announce' | 'clock' | 'audit' | 'newId'>,
  actor: Member,
  input: { room: Id; account: Id; seconds: number },
): Promise<void> {
  const { room: roomId, account: accountId, seconds } = input;
  const room = await requireRoom(deps, roomId);
  const rights = roomRights(room, actor);
  if (!rights.canModerateChat) throw new AppError('FORBIDDEN');
  const account = await deps.accounts.find(accountId);
  if (!account) throw new AppError('NOT_FOUND', { details: { account: accountId } });
  if (!mayMute(rights, roomRights(room, { ...actor, id: accountId, role: account.role })))
    throw new AppError('FORBIDDEN');

  const until = seconds === 0 ? 0 : deps.clock.now() + seconds * 1000;
  // MongoDB first: a mute must not be forgotten with Redis.
  if (until === 0) await deps.chat.archive.removeMute(roomId, accountId);
  else await deps.chat.archive.putMute(roomId, accountId, new Date(until), actor.id);
  await deps.chat.setMute(roomId, accountId, until);
  await auditStepIn(deps, actor, rights, 'chat.mute', roomId, { account: accountId, seconds });
  deps.announce.toAccount(accountId, 'chat:muted', { room: roomId, until: until === 0 ? null : toInstant(until) });
}
