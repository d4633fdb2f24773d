import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import type { WarmDeps } from './warm-gate.ts';
import { warmGate } from './warm-gate.ts';
import { settlePool } from './return-units.ts';

/**
 * Sends the unsold units of an ended room back to the shop, once, when no hold is open any more. Answers whether the
 * room is settled; while it is not, a sweep calls again.
 */
export async function settleRoom(deps: WarmDeps & Pick<Deps, 'stock' | 'config'>, roomId: Id): Promise<boolean> {
  const room = await deps.rooms.find(roomId);
  if (!room || (room.state !== 'ended' && room.state !== 'closed')) return false;
  await deps.gate.setSelling(roomId, 'closed');
  const endedAt = room.endedAt?.getTime() ?? 0;
  // What is under way when a room ends is not overtaken.
  if (deps.clock.now() - endedAt < deps.config.SETTLE_SECONDS * 1000) return false;
  // A gate that Redis has lost is built first, since it knows which holds are open.
  await warmGate(deps, roomId);
  if ((await deps.gate.liveTickets(roomId)).length > 0) return false;
  if ((await deps.orders.listOpen(roomId)).length > 0) return false;

  crashPoint('room.settling');
  const pools = await deps.stock.pools.listOfRoom(roomId);
  for (const pool of pools) {
    if (pool.state !== 'settled') await settlePool(deps, pool);
  }
  crashPoint('room.pools-settled');
  await deps.gate.forget(roomId, pools);
  crashPoint('room.forgotten');
  await deps.gate.setActive(roomId, false);
  return true;
}
