import type { BanScope } from '#src/contract/chat.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { auditStepIn } from '#src/rooms/audit-step-in.ts';
import type { RoomRecord } from '#src/rooms/record.ts';
import type { RestrainDeps } from './mute-viewer.ts';
import { requireAuthorityOver } from './require-moderator.ts';

/**
 * Bans an account from talking, without an end: in this show, or in all shows of its channel, running ones at once.
 * `none` lifts both. The account is told. @throws FORBIDDEN NOT_FOUND
 */
export async function banViewer(
  deps: RestrainDeps,
  actor: Member,
  input: { room: Id; account: Id; scope: BanScope | 'none' },
): Promise<void> {
  const { account, scope } = input;
  const { room, rights } = await requireAuthorityOver(deps, actor, input.room, account);
  if (scope === 'none') {
    await setBan(deps, actor, room, account, 'show', false);
    await setBan(deps, actor, room, account, 'channel', false);
  } else {
    await setBan(deps, actor, room, account, scope, true);
  }
  await auditStepIn(deps, actor, rights, 'chat.ban', room._id, { account, scope });
}

async function setBan(
  deps: RestrainDeps,
  actor: Member,
  room: RoomRecord,
  accountId: Id,
  scope: BanScope,
  on: boolean,
): Promise<void> {
  const placeId = scope === 'show' ? room._id : room.channelId;
  const { restraints } = deps.chat;
  // MongoDB first: a room whose log is opened in this moment reads the ban there.
  if (on) await restraints.put({ kind: 'ban', placeId, accountId, byId: actor.id, at: new Date(deps.clock.now()) });
  else await restraints.remove('ban', placeId, accountId);
  const others = scope === 'show' ? [] : await deps.rooms.listOpenOf(room.ownerId);
  for (const roomId of new Set([room._id, ...others.map(({ _id }) => _id)])) {
    await deps.chat.setBan(roomId, accountId, scope, on);
    const { banned } = await deps.chat.standing(roomId, accountId);
    deps.announce.toAccount(accountId, 'chat:banned', { room: roomId, scope: banned ?? null });
  }
}
