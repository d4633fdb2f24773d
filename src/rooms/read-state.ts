import { applyEvent } from '#src/contract/room-state.ts';
import type { Id } from '#src/contract/ids.ts';
import type { RoomSnapshot } from '#src/contract/room-events.ts';
import type { Deps } from '#src/deps.ts';

/** A room's state as its log says, read once from Redis; undefined when the log is not open. For those who do not follow the room. */
export async function readState(deps: Pick<Deps, 'roomLog'>, roomId: Id): Promise<RoomSnapshot | undefined> {
  if ((await deps.roomLog.lastSeq(roomId)) === undefined) return undefined;
  const checkpoint = await deps.roomLog.checkpoint(roomId);
  if (!checkpoint) return undefined;
  const { events } = await deps.roomLog.read(roomId, checkpoint.seq);
  return events.reduce(applyEvent, checkpoint.snapshot);
}
