import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { auditStepIn } from '#src/rooms/audit-step-in.ts';
import { requireModerator } from './require-moderator.ts';
import { tellModerators } from './tell-moderators.ts';

/** Lets a waiting line through, or refuses it; its talker is told. Of two moderators one decides. @throws FORBIDDEN NOT_FOUND BUSY */
export async function decideHeld(
  deps: Pick<Deps, 'rooms' | 'chat' | 'announce' | 'audit' | 'clock' | 'newId' | 'log'>,
  actor: Member,
  input: { room: Id; messageId: Id; allow: boolean },
): Promise<void> {
  const { room: roomId, messageId, allow } = input;
  const { room, rights } = await requireModerator(deps, actor, roomId);
  const result = await deps.chat.decideHeld(roomId, messageId, allow);
  if (result.outcome !== 'decided')
    throw result.outcome === 'closed'
      ? new AppError('BUSY', { retryAfterMs: 500 })
      : new AppError('NOT_FOUND', { details: { message: messageId } });
  const { message, seq } = result;
  if (seq !== undefined) deps.chat.queue.add({ roomId, seq, message });
  await auditStepIn(deps, actor, rights, 'chat.decide', roomId, { messageId, allow });
  deps.announce.toAccount(message.authorId, 'chat:decided', { room: roomId, messageId, allowed: allow });
  tellModerators(deps, room);
}
