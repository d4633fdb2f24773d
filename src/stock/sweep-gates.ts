import type { Id } from '#src/contract/ids.ts';
import { stockPolicy } from './policy.ts';
import { settleRoom } from './settle-room.ts';
import type { SettleDeps } from './settle-room.ts';
import { warmGate } from './warm-gate.ts';

/**
 * Keeps the gates of all rooms with unsettled stock true: one that Redis has lost is built, one that was last counted
 * under another Redis process is counted anew (it may have come back without its last second), and rooms that are over
 * are settled. A few rooms at once, because one whose gate cannot be built takes its time.
 */
export async function sweepGates(deps: SettleDeps): Promise<void> {
  const rooms = await deps.stock.pools.roomsUnsettled();
  for (let start = 0; start < rooms.length; start += stockPolicy.roomsAtOnce) {
    await Promise.all(rooms.slice(start, start + stockPolicy.roomsAtOnce).map((room) => keepGate(deps, room)));
  }
}

async function keepGate(deps: SettleDeps, room: Id): Promise<void> {
  try {
    const isStale = await deps.gate.isStale(room);
    await deps.gate.setActive(room, true);
    await warmGate(deps, room, { force: isStale });
    await settleRoom(deps, room);
  } catch (error) {
    deps.log.warn({ err: error as Error, roomId: room }, 'keeping the gate of a room failed');
  }
}
