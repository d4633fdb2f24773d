import { AppError } from '#src/contract/errors.ts';
import type { Id, Page } from '#src/contract/ids.ts';
import type { RoomStatement, Statement } from '#src/contract/statements.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { cutPage } from '#src/platform/page.ts';
import type { Paged } from '#src/platform/page.ts';
import { requireStaff } from '#src/rooms/authorize.ts';
import type { RoomRecord } from '#src/rooms/record.ts';
import { drawUp, salesOf } from './draw-up.ts';
import { addUp, presentStatement } from './present.ts';

type StatementDeps = Pick<Deps, 'rooms' | 'stock' | 'orders' | 'shelf' | 'statements'>;

type StatementPage = Paged<Statement>;

/** A host's shows that are over, newest first. */
export async function listOwnStatements(deps: StatementDeps, actor: Member, page: Page): Promise<StatementPage> {
  return toPage(deps, await deps.rooms.listOver(page, actor.id), page);
}

/** Every show that is over, newest first; for operators. */
export async function listStatements(deps: StatementDeps, page: Page): Promise<StatementPage> {
  return toPage(deps, await deps.rooms.listOver(page), page);
}

/** One show with its items, for its staff and operators. @throws NOT_FOUND FORBIDDEN ROOM_STATE before its end */
export async function readStatement(deps: StatementDeps, actor: Member, roomId: Id): Promise<RoomStatement> {
  const room = await requireStaff(deps, actor, roomId);
  if (room.state !== 'ended' && room.state !== 'closed')
    throw new AppError('ROOM_STATE', { details: { state: room.state } });
  const current = await drawUp(deps, roomId);
  const [stored] = await deps.statements.listOf([roomId]);
  const items = stored?.items ?? current;
  return { ...presentStatement(room, addUp(items), addUp(current)), items };
}

/** Stores answer one row more than asked for when there are more. */
async function toPage(deps: StatementDeps, found: RoomRecord[], { limit }: Page): Promise<StatementPage> {
  const { rows: rooms, ...next } = cutPage(found, limit, (room) => room._id);
  const ids = rooms.map((room) => room._id);
  const [sales, stored] = await Promise.all([salesOf(deps, ids), deps.statements.listOf(ids)]);
  const rows = rooms.map((room) => {
    const current = addUp(sales.filter((each) => each.room === room._id));
    const items = stored.find((each) => each._id === room._id)?.items;
    return presentStatement(room, items ? addUp(items) : current, current);
  });
  return { rows, ...next };
}
