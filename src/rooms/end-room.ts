import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { requireHost } from './authorize.ts';
import { finishRoom, wrapUp } from './finish-room.ts';
import type { FinishDeps } from './finish-room.ts';

/** The host ends the show, or cancels one that has not started; a repeat changes nothing. @throws FORBIDDEN ROOM_STATE NOT_FOUND */
export async function endRoom(deps: FinishDeps, actor: Member, roomId: Id): Promise<void> {
  const room = await requireHost(deps, actor, roomId);
  if (room.state === 'closed') throw new AppError('ROOM_STATE', { details: { state: room.state } });
  if (room.state === 'ended') await wrapUp(deps, roomId);
  else await finishRoom(deps, roomId, { state: 'ended' });
}
