import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { auditStepIn } from '#src/rooms/audit-step-in.ts';
import { requireAuthorityOver } from './require-moderator.ts';

/** What acting on a talker needs. */
export type RestrainDeps = Pick<Deps, 'rooms' | 'accounts' | 'chat' | 'announce' | 'clock' | 'audit' | 'newId'>;

/** Silences one account in a room for some seconds; 0 lifts the mute. The account is told. @throws FORBIDDEN NOT_FOUND */
export async function muteViewer(
  deps: RestrainDeps,
  actor: Member,
  input: { room: Id; account: Id; seconds: number },
): Promise<void> {
  const { room: roomId, account: accountId, seconds } = input;
  const { rights } = await requireAuthorityOver(deps, actor, roomId, accountId);
  const until = seconds === 0 ? 0 : deps.clock.now() + seconds * 1000;
  // MongoDB first: a mute must not be forgotten with Redis.
  if (until === 0) await deps.chat.archive.removeMute(roomId, accountId);
  else await deps.chat.archive.putMute(roomId, accountId, new Date(until), actor.id);
  await deps.chat.setMute(roomId, accountId, until);
  await auditStepIn(deps, actor, rights, 'chat.mute', roomId, { account: accountId, seconds });
  deps.announce.toAccount(accountId, 'chat:muted', { room: roomId, until: until === 0 ? null : toInstant(until) });
}
