import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { requireHost } from './authorize.ts';
import { linesOf } from './check-room.ts';
import type { CheckDeps } from './check-room.ts';
import { publishState } from './publish-state.ts';
import type { PublishDeps } from './publish-state.ts';

/** Starts the show when the pre-live check passes; a repeat changes nothing. @throws FORBIDDEN ROOM_STATE CHECK_FAILED CHANNEL_LIVE NOT_FOUND */
export async function goLive(deps: CheckDeps & PublishDeps, actor: Member, roomId: Id): Promise<void> {
  const room = await requireHost(deps, actor, roomId);
  if (room.state !== 'scheduled') {
    if (room.state !== 'live') throw new AppError('ROOM_STATE', { details: { state: room.state } });
    await publishState(deps, roomId);
    return;
  }
  const failing = (await linesOf(deps, room)).filter((line) => !line.ok);
  const taken = failing.find((line) => line.rule === 'channel_free');
  if (taken && failing.length === 1) throw new AppError('CHANNEL_LIVE', { details: taken.details ?? {} });
  if (failing.length > 0) throw new AppError('CHECK_FAILED', { details: { lines: failing } });

  const now = deps.clock.now();
  const outcome = await deps.rooms.goLive(roomId, new Date(now));
  if (outcome === 'taken') throw new AppError('CHANNEL_LIVE');
  if (outcome === 'state') throw new AppError('ROOM_STATE');
  await deps.presence.seeHost(roomId, now);
  await publishState(deps, roomId);
}
