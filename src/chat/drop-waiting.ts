import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { RoomRecord } from '#src/rooms/record.ts';
import { tellModerators } from './tell-moderators.ts';

/** Takes the waiting lines of somebody who may no longer talk out of the moderators' queue. */
export async function dropWaiting(
  deps: Pick<Deps, 'chat' | 'announce' | 'log'>,
  room: RoomRecord,
  accountId: Id,
): Promise<void> {
  if (await deps.chat.dropWaiting(room._id, accountId)) tellModerators(deps, room);
}
