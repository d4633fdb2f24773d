import type { Id, Page } from '#src/contract/ids.ts';
import type { RoomCard, RoomView } from '#src/contract/rooms.ts';
import type { Deps } from '#src/deps.ts';
import { cutPage } from '#src/platform/page.ts';
import type { Paged } from '#src/platform/page.ts';
import type { RoomListKind } from './model.ts';
import type { RoomRecord } from './record.ts';
import { presentCards, presentRoom } from './present.ts';
import type { PresentDeps } from './present.ts';

/** The lobby: live rooms, rooms to come (the next first), or rooms that were. */
export async function listRooms(
  deps: PresentDeps & Pick<Deps, 'rooms'>,
  query: Page & { state: RoomListKind },
): Promise<Paged<RoomCard>> {
  const found = await deps.rooms.list(query.state, query, new Date(deps.clock.now()));
  const { rows, ...next } = cutPage(found, query.limit, idOf);
  return { rows: await presentCards(deps, rows), ...next };
}

/** The rooms of one host, newest first. */
export async function listOwnRooms(
  deps: PresentDeps & Pick<Deps, 'rooms'>,
  ownerId: Id,
  page: Page,
): Promise<Paged<RoomView>> {
  const { rows, ...next } = cutPage(await deps.rooms.listOwned(ownerId, page), page.limit, idOf);
  return { rows: await Promise.all(rows.map((room) => presentRoom(deps, room))), ...next };
}

const idOf = (room: RoomRecord): Id => room._id;
