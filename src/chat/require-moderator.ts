import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { requireRoom, roomRights } from '#src/rooms/authorize.ts';
import type { RoomRights } from '#src/rooms/authorize.ts';
import type { RoomRecord } from '#src/rooms/record.ts';
import { mayMute } from './rules.ts';

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
  const account = await deps.accounts.find(accountId);
  if (!account) throw new AppError('NOT_FOUND', { details: { account: accountId } });
  if (!mayMute(rights, roomRights(room, { ...actor, id: accountId, role: account.role })))
    throw new AppError('FORBIDDEN');
  return { room, rights };
}
