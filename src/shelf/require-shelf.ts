import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Actor } from '#src/platform/edge/types.ts';
import { requireRoom, roomRights } from '#src/rooms/authorize.ts';
import type { ShelfItemRecord } from './item.ts';
import { mayChangeShelf } from './rules.ts';

/** The room, for those who manage its shelf, while it can be changed. @throws NOT_FOUND FORBIDDEN ROOM_STATE */
export async function requireShelf(deps: Pick<Deps, 'rooms'>, actor: Actor, roomId: Id) {
  const room = await requireRoom(deps, roomId);
  if (!roomRights(room, actor).canManageShelf) throw new AppError('FORBIDDEN');
  if (!mayChangeShelf(room.state)) throw new AppError('ROOM_STATE', { details: { state: room.state } });
  return room;
}

/** An item that is on this room's shelf. @throws ITEM_NOT_FOUND */
export async function requireItem(deps: Pick<Deps, 'shelf'>, roomId: Id, itemId: Id): Promise<ShelfItemRecord> {
  const item = await deps.shelf.find(itemId);
  if (!item?.onShelf || item.room !== roomId) throw new AppError('ITEM_NOT_FOUND', { details: { item: itemId } });
  return item;
}
