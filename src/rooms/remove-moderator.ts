import type { Id } from '#src/contract/ids.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { requireHost } from './authorize.ts';
import { logFacts } from './log-facts.ts';
import type { RoomRecord } from './record.ts';
import type { WarmDeps } from './warm-room.ts';

/** Takes a moderator's permissions away; somebody who was none stays none. @throws FORBIDDEN NOT_FOUND */
export async function removeModerator(deps: WarmDeps, actor: Member, roomId: Id, accountId: Id): Promise<RoomRecord> {
  await requireHost(deps, actor, roomId);
  await deps.rooms.removeModerator(roomId, accountId);
  return logFacts(deps, roomId);
}
