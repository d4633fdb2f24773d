import { settleRoom } from './settle-room.ts';
import type { SettleDeps } from './settle-room.ts';
import { warmGate } from './warm-gate.ts';

/**
 * Keeps the gates of all rooms with unsettled stock true: one that Redis has lost is built, one that was last counted
 * under another Redis process is counted anew (it may have come back without its last second), and rooms that are over
 * are settled.
 */
export async function sweepGates(deps: SettleDeps): Promise<void> {
  for (const room of await deps.stock.pools.roomsUnsettled()) {
    try {
      const isStale = await deps.gate.isStale(room);
      await deps.gate.setActive(room, true);
      await warmGate(deps, room, { force: isStale });
      await settleRoom(deps, room);
    } catch (error) {
      deps.log.warn({ err: error as Error, roomId: room }, 'keeping the gate of a room failed');
    }
  }
}
