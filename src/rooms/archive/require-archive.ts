import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { requireRoom, roomRights } from '../authorize.ts';
import type { RoomRecord } from '../record.ts';

/** An archived log for one reader. */
export interface ReadableArchive {
  room: RoomRecord;
  /** Lines that were removed, whenever that was. */
  removed: ReadonlySet<Id>;
  /** What a removed line said is for operators alone. */
  showsRemoved: boolean;
}

/** The archive of a room, for its host and operators. @throws NOT_FOUND FORBIDDEN */
export async function requireArchive(
  deps: Pick<Deps, 'rooms' | 'chat'>,
  actor: Member,
  roomId: Id,
): Promise<ReadableArchive> {
  const room = await requireRoom(deps, roomId);
  const { isHost, isOperator } = roomRights(room, actor);
  if (!isHost && !isOperator) throw new AppError('FORBIDDEN');
  return { room, removed: await deps.chat.archive.removed(roomId), showsRemoved: isOperator };
}
