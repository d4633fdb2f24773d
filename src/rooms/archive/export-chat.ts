import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { requireRoom, roomRights } from '../authorize.ts';
import { AppError } from '#src/contract/errors.ts';
import { archiveLog } from './archive-log.ts';
import type { ArchiveDeps } from './archive-log.ts';
import { csvLine } from './csv.ts';

const BYTE_ORDER_MARK = '\uFEFF';
const HEAD = ['seq', 'time', 'author_id', 'name', 'role', 'text', 'removed'] as const;

/**
 * A room's chat as CSV, a piece at a time, for its host and operators: every line that was said, with those removed marked.
 * What a removed line said is for operators alone.
 * It begins with a byte order mark, without which spreadsheets misread Chinese. @throws NOT_FOUND FORBIDDEN
 */
export async function exportChat(
  deps: ArchiveDeps & Pick<Deps, 'rooms'>,
  actor: Member,
  roomId: Id,
): Promise<AsyncIterable<string>> {
  const rights = roomRights(await requireRoom(deps, roomId), actor);
  if (!rights.isHost && !rights.isOperator) throw new AppError('FORBIDDEN');
  await archiveLog(deps, roomId);
  const removed = await removedIn(deps, roomId);
  return linesOf(deps, roomId, removed, rights.isOperator);
}

async function removedIn({ roomArchive }: ArchiveDeps, roomId: Id): Promise<Set<Id>> {
  const removed = new Set<Id>();
  for await (const { events } of roomArchive.read(roomId)) {
    for (const event of events) if (event.kind === 'chat.removed') removed.add(event.messageId);
  }
  return removed;
}

async function* linesOf(
  { roomArchive }: ArchiveDeps,
  roomId: Id,
  removed: ReadonlySet<Id>,
  showRemoved: boolean,
): AsyncIterable<string> {
  yield BYTE_ORDER_MARK + csvLine(HEAD);
  for await (const { events } of roomArchive.read(roomId)) {
    let piece = '';
    for (const event of events) {
      if (event.kind !== 'chat.said') continue;
      const { at, authorId, name, role, text, messageId } = event.message;
      const gone = removed.has(messageId);
      piece += csvLine([event.seq, at, authorId, name, role, gone && !showRemoved ? '' : text, gone ? 'yes' : '']);
    }
    if (piece !== '') yield piece;
  }
}
