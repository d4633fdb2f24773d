import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { requireRoom, roomRights } from '#src/rooms/authorize.ts';
import type { RoomRights } from '#src/rooms/authorize.ts';
import type { RoomRecord } from '#src/rooms/record.ts';
import { mayLift, mayMute } from './rules.ts';

/** The room, for those who may moderate its chat. @throws NOT_FOUND FORBIDDEN */
export async function requireModerator(
  deps: Pick<Deps, 'rooms'>,
  actor: Member,
  roomId: Id,
): Promise<{ room: RoomRecord; rights: RoomRights }> {
  const room = await requireRoom(deps, roomId);
  const rights = roomRights(room, actor);
  if (!rights.canModerateChat) throw new AppError('FORBIDDEN');
  return { room, rights };
}

/** The same, for acting on an account that does not hold as much authority. @throws NOT_FOUND FORBIDDEN */
export async function requireAuthorityOver(
  deps: Pick<Deps, 'rooms' | 'accounts'>,
  actor: Member,
  roomId: Id,
  accountId: Id,
): Promise<{ room: RoomRecord; rights: RoomRights }> {
  const { room, rights } = await requireModerator(deps, actor, roomId);
  const theirs = await rightsOf(deps, room, accountId);
  if (!theirs) throw new AppError('NOT_FOUND', { details: { account: accountId } });
  if (!mayMute(rights, theirs)) throw new AppError('FORBIDDEN');
  return { room, rights };
}

/** Whether somebody with these rights may lift or change what an account has placed. */
export async function isLiftable(
  deps: Pick<Deps, 'accounts'>,
  room: RoomRecord,
  rights: RoomRights,
  placedBy: Id,
): Promise<boolean> {
  const theirs = await rightsOf(deps, room, placedBy);
  return !theirs || mayLift(rights, theirs);
}

/** Restraints that are in place, if any, may be changed by somebody with these rights. @throws FORBIDDEN */
export async function requireLiftable(
  deps: Pick<Deps, 'accounts'>,
  room: RoomRecord,
  rights: RoomRights,
  inPlace: readonly { byId: Id }[],
): Promise<void> {
  for (const { byId } of inPlace) {
    if (!(await isLiftable(deps, room, rights, byId))) throw new AppError('FORBIDDEN');
  }
}

async function rightsOf(
  deps: Pick<Deps, 'accounts'>,
  room: RoomRecord,
  accountId: Id,
): Promise<RoomRights | undefined> {
  const account = await deps.accounts.find(accountId);
  return account && roomRights(room, { kind: 'member', id: accountId, role: account.role });
}
