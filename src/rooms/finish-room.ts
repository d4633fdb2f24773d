import type { Id } from '#src/contract/ids.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import { storeStatement } from '#src/statements/store-statement.ts';
import { settleRoom } from '#src/stock/settle-room.ts';
import { expireRoom } from './expire-room.ts';
import { logRoom } from './log-room.ts';
import { publishState } from './publish-state.ts';
import type { PublishDeps } from './publish-state.ts';

export type FinishDeps = PublishDeps & Parameters<typeof settleRoom>[0] & Parameters<typeof storeStatement>[0];

/** `reason` is shown to viewers of a closed room. */
export type Outcome = { state: 'ended' } | { state: 'closed'; reason: string };

/**
 * Ends a room for good: selling stops, viewers are told, the stage closes when it hears of it through the log, counts are
 * saved, units that were not sold go back to the shop. False when it was over already. @throws NOT_FOUND
 */
export async function finishRoom(deps: FinishDeps, roomId: Id, outcome: Outcome): Promise<boolean> {
  const done = await deps.rooms.finish(roomId, {
    state: outcome.state,
    at: new Date(deps.clock.now()),
    ...(outcome.state === 'closed' && { closedReason: outcome.reason }),
  });
  crashPoint('room.finished');
  if (done) await wrapUp(deps, roomId);
  return done;
}

/** What follows the end of a room; safe to repeat. */
export async function wrapUp(deps: FinishDeps, roomId: Id): Promise<void> {
  await publishState(deps, roomId);
  crashPoint('room.published');
  await logRoom(deps, roomId, { kind: 'item.unpinned' });
  await deps.likes.flush();
  const [likes, { peak }] = await Promise.all([deps.likes.total(roomId), deps.presence.count(roomId)]);
  await deps.rooms.saveCounts(roomId, { likes, peakViewers: peak });
  await expireRoom(deps, roomId);
  await settle(deps, roomId);
}

/** Takes back what was not sold and stores the statement; holds that still run make it wait for the next sweep. True when all units are accounted for. */
export async function settle(deps: FinishDeps, roomId: Id): Promise<boolean> {
  const settled = await settleRoom(deps, roomId);
  if (!settled) return false;
  await deps.rooms.markSettled(roomId, await storeStatement(deps, roomId));
  return true;
}
