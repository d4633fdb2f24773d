import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { auditStepIn } from '#src/rooms/audit-step-in.ts';
import { dropWaiting } from './drop-waiting.ts';
import { requireAuthorityOver, requireLiftable } from './require-moderator.ts';

/** What acting on a talker needs. */
export type RestrainDeps = Pick<Deps, 'rooms' | 'accounts' | 'chat' | 'announce' | 'clock' | 'audit' | 'newId' | 'log'>;

/** Silences one account in a room for some seconds; 0 lifts the mute. The account is told. @throws FORBIDDEN NOT_FOUND */
export async function muteViewer(
  deps: RestrainDeps,
  actor: Member,
  input: { room: Id; account: Id; seconds: number; reason?: string | undefined },
): Promise<void> {
  const { room: roomId, account: accountId, seconds, reason } = input;
  const { room, rights } = await requireAuthorityOver(deps, actor, roomId, accountId);
  const { archive } = deps.chat;
  const now = deps.clock.now();
  const before = await archive.muteOf(roomId, accountId, new Date(now));
  await requireLiftable(deps, room, rights, before ? [before] : []);
  const until = seconds === 0 ? 0 : now + seconds * 1000;
  // MongoDB first: a mute must not be forgotten with Redis.
  if (until === 0) await archive.removeMute(roomId, accountId);
  else await archive.putMute({ roomId, accountId, until: new Date(until), byId: actor.id, ...(reason && { reason }) });
  await deps.chat.setMute(roomId, accountId, until);
  if (until > 0) await dropWaiting(deps, room, accountId);
  await auditStepIn(deps, actor, rights, 'chat.mute', roomId, { account: accountId, seconds, reason });
  const notice = { room: roomId, until: until === 0 ? null : toInstant(until), ...(until > 0 && reason && { reason }) };
  deps.announce.toAccount(accountId, 'chat:muted', notice);
}
