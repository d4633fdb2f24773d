import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { requireHost, requireRoom } from './authorize.ts';
import { publishState } from './publish-state.ts';
import type { PublishDeps } from './publish-state.ts';

/** Interrupts the show by the host's choice; nothing is sold meanwhile. A repeat changes nothing. @throws FORBIDDEN ROOM_STATE NOT_FOUND */
export async function pauseRoom(deps: PublishDeps, actor: Member, roomId: Id): Promise<void> {
  await requireHost(deps, actor, roomId);
  await deps.rooms.pause(roomId, new Date(deps.clock.now()));
  const { state } = await requireRoom(deps, roomId);
  if (state !== 'paused') throw new AppError('ROOM_STATE', { details: { state } });
  await publishState(deps, roomId);
}

/** Goes on after a pause. @throws FORBIDDEN ROOM_STATE NOT_FOUND */
export async function resumeRoom(deps: PublishDeps, actor: Member, roomId: Id): Promise<void> {
  await requireHost(deps, actor, roomId);
  await deps.rooms.resume(roomId);
  const { state } = await requireRoom(deps, roomId);
  if (state !== 'live') throw new AppError('ROOM_STATE', { details: { state } });
  await publishState(deps, roomId);
}
