import type { Id } from '#src/contract/ids.ts';
import type { ChatMessage } from '#src/contract/room-events.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { requireModerator } from './require-moderator.ts';

/** Lines of a room that wait for a moderator, oldest first. @throws FORBIDDEN NOT_FOUND */
export async function listHeld(deps: Pick<Deps, 'rooms' | 'chat'>, actor: Member, roomId: Id): Promise<ChatMessage[]> {
  await requireModerator(deps, actor, roomId);
  return deps.chat.held(roomId);
}
