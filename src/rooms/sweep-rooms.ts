import type { Deps } from '#src/deps.ts';
import { finishRoom, settle, wrapUp } from './finish-room.ts';
import type { FinishDeps } from './finish-room.ts';
import type { RoomRecord } from './record.ts';
import { publishState } from './publish-state.ts';
import { readState } from './read-state.ts';
import { overdue } from './rules.ts';

export interface SweptRooms {
  ended: number;
  mended: number;
}

/**
 * Ends rooms past their planned end and rooms whose host has gone, and completes what a dead process left half done:
 * a state that MongoDB has and the log has not. One room's failure does not keep the others from their turn.
 */
export async function sweepRooms(deps: FinishDeps & Pick<Deps, 'log'>): Promise<SweptRooms> {
  const now = deps.clock.now();
  const result: SweptRooms = { ended: 0, mended: 0 };
  const open = [...(await deps.rooms.listOnAir()), ...(await deps.rooms.listMissed(new Date(now)))];
  const over = await deps.rooms.listUnsettled();
  for (const room of [...open, ...over]) {
    try {
      const done = await sweepRoom(deps, room, now);
      if (done) result[done] += 1;
    } catch (error) {
      deps.log.error({ err: error as Error, roomId: room._id }, 'sweeping a room failed');
    }
  }
  return result;
}

async function sweepRoom(deps: FinishDeps, room: RoomRecord, now: number): Promise<keyof SweptRooms | undefined> {
  if (room.endedAt) {
    const state = await readState(deps, room._id);
    // A log that is gone needs nothing: a visit rebuilds it from MongoDB.
    const untold = state !== undefined && state.state !== room.state;
    if (untold) await wrapUp(deps, room._id);
    else await settle(deps, room._id);
    return untold ? 'mended' : undefined;
  }
  const hostSeenAt = await deps.presence.hostSeenAt(room._id, now);
  const why = overdue({ state: room.state, endsAt: room.endsAt.getTime(), hostSeenAt }, now);
  if (why) {
    const ended = await finishRoom(deps, room._id, { state: 'ended' });
    deps.log.info({ roomId: room._id, why }, 'room ended by the sweep');
    return ended ? 'ended' : undefined;
  }
  const state = await readState(deps, room._id);
  if (state?.state === room.state) return undefined;
  await publishState(deps, room._id);
  return 'mended';
}
