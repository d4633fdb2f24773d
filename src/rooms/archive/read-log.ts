import type { Id } from '#src/contract/ids.ts';
import type { LogPage, RoomEvent } from '#src/contract/room-events.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { redact } from './redact.ts';
import { requireArchive } from './require-archive.ts';

/**
 * A page of a room's archived log, for its host and operators, from MongoDB alone: what happened, in its order, for a replay
 * or a dispute. @throws NOT_FOUND FORBIDDEN
 */
export async function readLog(
  deps: Pick<Deps, 'rooms' | 'roomArchive' | 'chat'>,
  actor: Member,
  roomId: Id,
  { after, limit }: { after: number; limit: number },
): Promise<LogPage> {
  const { room, removed, showsRemoved } = await requireArchive(deps, actor, roomId);
  const found: RoomEvent[] = [];
  const gaps: LogPage['gaps'] = [];
  for await (const { from, gap, events } of deps.roomArchive.read(roomId, after)) {
    if (gap) gaps.push({ after: found.at(-1)?.seq ?? after, before: from });
    found.push(...events);
    if (found.length > limit) break;
  }
  const shown = found.slice(0, limit);
  const last = shown.at(-1)?.seq ?? after;
  return {
    events: showsRemoved ? shown : shown.map((event) => redact(event, removed)),
    gaps: gaps.filter(({ before }) => before <= last),
    ...(found.length > limit && { next: last }),
    closed: room.logClosedAt !== undefined,
  };
}
