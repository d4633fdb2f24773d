import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import type { WarmDeps } from './warm-gate.ts';
import { warmGate } from './warm-gate.ts';
import { settlePool } from './return-units.ts';

export type SettleDeps = WarmDeps & Pick<Deps, 'stock' | 'config' | 'windows'>;

/**
 * Sends the unsold units of an ended room back to the shop, once, when no hold is open any more. Answers whether the
 * room is settled; while it is not, a sweep calls again.
 */
export async function settleRoom(deps: SettleDeps, roomId: Id): Promise<boolean> {
  const room = await deps.rooms.find(roomId);
  if (!room || (room.state !== 'ended' && room.state !== 'closed')) return false;
  await deps.gate.setSelling(roomId, 'closed');
  const endedAt = room.endedAt?.getTime() ?? 0;
  // What is under way when a room ends is not overtaken.
  if (deps.clock.now() - endedAt < deps.config.SETTLE_SECONDS * 1000) return false;
  // A gate that Redis has lost is built first, since it knows which holds are open.
  await warmGate(deps, roomId);
  if (await isSelling(deps, roomId)) return false;
  crashPoint('room.settling');
  await deps.stock.pools.beginSettling(roomId);
  const pools = await deps.stock.pools.listOfRoom(roomId);
  const open = pools.filter((pool) => pool.state !== 'settled');
  const sealed = await deps.gate.seal(
    roomId,
    open.map((pool) => pool._id),
  );
  crashPoint('room.sealed');
  // Money that came late may have taken units until just now; from here on it goes back.
  if (!sealed || (await isSelling(deps, roomId))) return false;
  for (const pool of open) await settlePool(deps, pool);
  crashPoint('room.pools-settled');
  await deps.gate.forget(roomId, pools);
  crashPoint('room.forgotten');
  await deps.gate.setActive(roomId, false);
  return true;
}

/** Whether units are in somebody's hands whose outcome is open. */
async function isSelling(deps: Pick<Deps, 'gate' | 'orders' | 'windows'>, roomId: Id): Promise<boolean> {
  // Whoever takes part in a draw has been promised an answer.
  if ((await deps.windows.listDue(roomId, Infinity)).length > 0) return true;
  return (await deps.gate.liveTickets(roomId)).length > 0 || (await deps.orders.listOpen(roomId)).length > 0;
}
