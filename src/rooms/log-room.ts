import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { RoomEventBody } from '#src/contract/room-events.ts';
import { warmRoom } from './warm-room.ts';
import type { WarmDeps } from './warm-room.ts';

/** Appends to a room's log, opening it first when Redis has lost it; answers the last number. @throws NOT_FOUND BUSY */
export async function logRoom(deps: WarmDeps, roomId: Id, ...events: RoomEventBody[]): Promise<number> {
  for (let tries = 0; tries < 2; tries += 1) {
    const seq = await deps.roomLog.append(roomId, ...events);
    if (seq !== undefined) return seq;
    await warmRoom(deps, roomId);
  }
  throw new AppError('BUSY', { retryAfterMs: 500, details: { room: roomId } });
}
