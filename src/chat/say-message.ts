import { isFollowing } from '#src/channels/look-up.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { ChatMessage } from '#src/contract/rooms.ts';
import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { roomRights } from '#src/rooms/authorize.ts';
import { warmRoom } from '#src/rooms/warm-room.ts';
import type { WarmDeps } from '#src/rooms/warm-room.ts';
import { chatPolicy } from './policy.ts';
import { chatRole, isExempt, needsFollowing, slowModeMs, talkRefusal } from './rules.ts';
import type { SayResult } from './store.ts';
import { compileWords, findWord } from './words.ts';

/**
 * Says one line in a room, once per message id: a repeat answers the first message.
 * @throws NOT_LIVE SWITCHED_OFF ROOM_MUTED FOLLOWERS_ONLY MUTED SLOW_MODE WORD_REFUSED CONFLICT NOT_FOUND
 */
export async function sayMessage(
  deps: WarmDeps & Pick<Deps, 'feeds'>,
  actor: Member,
  input: { room: Id; messageId: Id; text: string },
): Promise<ChatMessage> {
  const feed = await deps.feeds.open(input.room);
  // Waiting for Redis would say the line when nobody expects it any more.
  if (feed.isReadOnly) throw new AppError('BUSY', { retryAfterMs: 1_000 });
  const record = await feed.record();
  const rights = roomRights(record, actor);
  const refusal = talkRefusal(feed.snapshot, rights);
  if (refusal) throw new AppError(refusal);
  if (needsFollowing(feed.snapshot, rights) && !(await isFollowing(deps, record.channelId, actor.id)))
    throw new AppError('FOLLOWERS_ONLY');
  const word = findWord(input.text, compileWords(chatPolicy.blockedWords), compileWords(record.blockedWords));
  if (word) throw new AppError('WORD_REFUSED', { details: { start: word.start, end: word.end } });

  const message: ChatMessage = {
    messageId: input.messageId,
    authorId: actor.id,
    name: actor.name,
    role: chatRole(rights),
    text: input.text,
    at: toInstant(deps.clock.now()),
  };
  const limits = { mutable: !isExempt(rights), slowMs: slowModeMs(feed.snapshot, rights) };
  const result = await sayOrWarm(deps, input.room, message, limits);
  return settle(deps, input.room, message, result);
}

async function sayOrWarm(
  deps: WarmDeps,
  roomId: Id,
  message: ChatMessage,
  limits: { mutable: boolean; slowMs: number },
): Promise<SayResult> {
  const result = await deps.chat.say(roomId, message, limits);
  if (result.outcome !== 'closed') return result;
  await warmRoom(deps, roomId);
  return deps.chat.say(roomId, message, limits);
}

function settle(deps: Pick<Deps, 'chat'>, roomId: Id, message: ChatMessage, result: SayResult): ChatMessage {
  switch (result.outcome) {
    case 'said':
      deps.chat.queue.add({ roomId, seq: result.seq, message });
      return message;
    case 'again':
      // Message ids are made by clients: another author's id cannot be taken over.
      if (result.message.authorId !== message.authorId) throw new AppError('CONFLICT');
      return result.message;
    case 'muted':
      throw new AppError('MUTED', { details: { until: toInstant(result.until) } });
    case 'slow':
      throw new AppError('SLOW_MODE', { retryAfterMs: result.waitMs });
    case 'closed':
      throw new AppError('BUSY', { retryAfterMs: 500 });
  }
}
