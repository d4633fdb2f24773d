import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { ChatMessage } from '#src/contract/room-events.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { auditStepIn } from '#src/rooms/audit-step-in.ts';
import { findLine } from './find-line.ts';
import { requireModerator } from './require-moderator.ts';
import { tellModerators } from './tell-moderators.ts';

/** Lets a waiting line through, or refuses it; its talker is told. Of two moderators one decides. @throws FORBIDDEN NOT_FOUND BUSY */
export async function decideHeld(
  deps: Pick<Deps, 'rooms' | 'feeds' | 'chat' | 'announce' | 'audit' | 'clock' | 'newId' | 'log'>,
  actor: Member,
  input: { room: Id; messageId: Id; allow: boolean },
): Promise<void> {
  const { room: roomId, messageId, allow } = input;
  const { room, rights } = await requireModerator(deps, actor, roomId);
  const unknown = new AppError('NOT_FOUND', { details: { message: messageId } });
  const waiting = await deps.chat.heldLine(roomId, messageId);
  if (!waiting) throw unknown;
  const message = allow ? await withoutGoneQuote(deps, roomId, waiting) : waiting;
  const result = await deps.chat.decideHeld(roomId, message, allow);
  if (result.outcome === 'closed') throw new AppError('BUSY', { retryAfterMs: 500 });
  if (result.outcome === 'unknown') throw unknown;
  if (result.seq !== undefined) deps.chat.queue.add({ roomId, seq: result.seq, message });
  await auditStepIn(deps, actor, rights, 'chat.decide', roomId, { messageId, allow });
  deps.announce.toAccount(message.authorId, 'chat:decided', { room: roomId, messageId, allowed: allow });
  tellModerators(deps, room);
}

/** The line as it may be said now: what it quotes may have been removed while it waited. */
async function withoutGoneQuote(
  deps: Pick<Deps, 'feeds' | 'chat'>,
  roomId: Id,
  message: ChatMessage,
): Promise<ChatMessage> {
  const { replyTo, ...rest } = message;
  if (!replyTo) return message;
  const quoted = await findLine(deps, await deps.feeds.open(roomId), replyTo.messageId);
  return quoted ? message : rest;
}
