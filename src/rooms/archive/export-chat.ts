import { csvLine } from '#src/contract/csv.ts';
import type { Id } from '#src/contract/ids.ts';
import type { ChatMessage } from '#src/contract/room-events.ts';
import type { Deps } from '#src/deps.ts';
import { withDeadline } from '#src/platform/deadline.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { archivePolicy } from '../policy.ts';
import type { RoomRecord } from '../record.ts';
import { archiveLog } from './archive-log.ts';
import type { ArchiveDeps } from './archive-log.ts';
import { requireArchive } from './require-archive.ts';
import type { ReadableArchive } from './require-archive.ts';

const BYTE_ORDER_MARK = '\uFEFF';
const HEAD = ['seq', 'time', 'author_id', 'name', 'role', 'text', 'removed'] as const;

export type ExportDeps = ArchiveDeps & Pick<Deps, 'rooms' | 'chat' | 'log'>;

/**
 * A room's chat as CSV, a piece at a time, for its host and operators: every line that was said, with those removed marked.
 * What a removed line said is for operators alone. Where lines may be missing a row of the role `gap` says so.
 * It begins with a byte order mark, without which spreadsheets misread Chinese. @throws NOT_FOUND FORBIDDEN
 */
export async function exportChat(deps: ExportDeps, actor: Member, roomId: Id): Promise<AsyncIterable<string>> {
  const archive = await requireArchive(deps, actor, roomId);
  return linesOf(deps, archive, await archiveNewest(deps, archive.room));
}

/** Whether the archive has all that was said so far; a log that is closed has, and needs no Redis. */
async function archiveNewest(deps: ExportDeps, room: RoomRecord): Promise<boolean> {
  if (room.logClosedAt) return true;
  try {
    await withDeadline(archiveLog(deps, room._id), archivePolicy.exportPatienceMs);
    return true;
  } catch (error) {
    deps.log.warn({ err: error as Error, roomId: room._id }, 'the chat was exported without its newest lines');
    return false;
  }
}

async function* linesOf(
  { roomArchive }: ArchiveDeps,
  archive: ReadableArchive,
  isNewest: boolean,
): AsyncIterable<string> {
  yield BYTE_ORDER_MARK + csvLine(HEAD);
  let last = 0;
  for await (const { from, gap, events } of roomArchive.read(archive.room._id)) {
    let piece = gap ? gapLine(from, `events after ${last} are missing`) : '';
    for (const event of events) {
      if (event.kind === 'room.reset' && last > 0) piece += gapLine(event.seq, 'the log was lost here and rebuilt');
      if (event.kind === 'chat.said') piece += chatLine(event.seq, event.message, archive);
      last = event.seq;
    }
    if (piece !== '') yield piece;
  }
  if (!isNewest) yield gapLine('', 'the newest lines are not here yet; export again later');
}

function chatLine(seq: number, message: ChatMessage, { removed, showsRemoved }: ReadableArchive): string {
  const { at, authorId, name, role, text, messageId } = message;
  const gone = removed.has(messageId);
  return csvLine([seq, at, authorId, name, role, gone && !showsRemoved ? '' : text, gone ? 'yes' : '']);
}

const gapLine = (seq: number | '', text: string): string => csvLine([seq, '', '', '', 'gap', text, '']);
