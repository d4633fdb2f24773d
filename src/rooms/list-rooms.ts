import type { Id, Page } from '#src/contract/ids.ts';
import type { RoomCard, RoomView } from '#src/contract/rooms.ts';
import type { Deps } from '#src/deps.ts';
import type { RoomListKind } from './model.ts';
import type { RoomRecord } from './record.ts';
import { presentCards, presentRoom } from './present.ts';
import type { PresentDeps } from './present.ts';

interface Paged<T> {
  rows: T[];
  next?: Id;
}

/** The lobby: live rooms, rooms to come (the next first), or rooms that were. */
export async function listRooms(
  deps: PresentDeps & Pick<Deps, 'rooms'>,
  query: Page & { state: RoomListKind },
): Promise<Paged<RoomCard>> {
  const found = await deps.rooms.list(query.state, query, new Date(deps.clock.now()));
  const { rows, ...next } = cut(found, query.limit);
  return { rows: await presentCards(deps, rows), ...next };
}

/** The rooms of one host, newest first. */
export async function listOwnRooms(
  deps: PresentDeps & Pick<Deps, 'rooms'>,
  ownerId: Id,
  page: Page,
): Promise<Paged<RoomView>> {
  const { rows, ...next } = cut(await deps.rooms.listOwned(ownerId, page), page.limit);
  return { rows: await Promise.all(rows.map((room) => presentRoom(deps, room))), ...next };
}

/** Stores answer one row more than asked for, which tells whether there is a next page. */
function cut(found: RoomRecord[], limit: number): Paged<RoomRecord> {
  const rows = found.slice(0, limit);
  return found.length > limit ? { rows, next: rows.at(-1)!._id } : { rows };
}
