import type { BanScope } from '#src/contract/chat.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { auditStepIn } from '#src/rooms/audit-step-in.ts';
import type { RoomRecord } from '#src/rooms/record.ts';
import { dropWaiting } from './drop-waiting.ts';
import type { RestrainDeps } from './mute-viewer.ts';
import { requireAuthorityOver, requireLiftable } from './require-moderator.ts';
import { mayBan } from './rules.ts';

interface Ban {
  account: Id;
  scope: BanScope;
  on: boolean;
  reason?: string | undefined;
}

/**
 * Bans an account from talking, without an end: in this show, or in all shows of its channel, running ones at once.
 * `none` lifts both. The account is told. @throws FORBIDDEN NOT_FOUND
 */
export async function banViewer(
  deps: RestrainDeps,
  actor: Member,
  input: { room: Id; account: Id; scope: BanScope | 'none'; reason?: string | undefined },
): Promise<void> {
  const { account, scope, reason } = input;
  const { room, rights } = await requireAuthorityOver(deps, actor, input.room, account);
  const scopes: BanScope[] = scope === 'none' ? ['show', 'channel'] : [scope];
  if (scope !== 'none' && !mayBan(rights, scope)) throw new AppError('FORBIDDEN');
  const places = scopes.map((each) => placeOf(room, each));
  await requireLiftable(deps, room, rights, await deps.chat.restraints.of('ban', places, account));
  for (const each of scopes) {
    await setBan(deps, actor, room, { account, scope: each, on: scope !== 'none', reason });
  }
  await auditStepIn(deps, actor, rights, 'chat.ban', room._id, { account, scope, reason });
}

const placeOf = (room: RoomRecord, scope: BanScope): Id => (scope === 'show' ? room._id : room.channelId);

async function setBan(deps: RestrainDeps, actor: Member, room: RoomRecord, ban: Ban): Promise<void> {
  const { account: accountId, scope, on, reason } = ban;
  const placeId = placeOf(room, scope);
  const { restraints } = deps.chat;
  const placed = { kind: 'ban' as const, placeId, accountId, byId: actor.id, ...(reason && { reason }) };
  // MongoDB first: a room whose log is opened in this moment reads the ban there.
  if (on) await restraints.put({ ...placed, at: new Date(deps.clock.now()) });
  else await restraints.remove('ban', placeId, accountId);
  const others = scope === 'show' ? [] : await deps.rooms.listOpenOf(room.ownerId);
  for (const each of [room, ...others.filter(({ _id }) => _id !== room._id)]) {
    await deps.chat.setBan(each._id, accountId, scope, on);
    if (on) await dropWaiting(deps, each, accountId);
    const { banned } = await deps.chat.standing(each._id, accountId);
    const notice = { room: each._id, scope: banned ?? null, ...(on && reason && { reason }) };
    deps.announce.toAccount(accountId, 'chat:banned', notice);
  }
}
