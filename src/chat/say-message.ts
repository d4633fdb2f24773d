import { AppError } from '#src/contract/errors.ts';
import type { CommandInput, CommandOutput } from '#src/contract/commands.ts';
import type { Id } from '#src/contract/ids.ts';
import type { ChatMessage } from '#src/contract/room-events.ts';
import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { roomRights } from '#src/rooms/authorize.ts';
import type { RoomFeed } from '#src/rooms/feed/room-feed.ts';
import type { RoomRecord } from '#src/rooms/record.ts';
import { warmRoom } from '#src/rooms/warm-room.ts';
import type { WarmDeps } from '#src/rooms/warm-room.ts';
import { checkTalk, silenced } from './check-talk.ts';
import { findLine, findOwnLine } from './find-line.ts';
import { chatPolicy } from './policy.ts';
import { chatRole, isExempt, isHeld, isTimely, quoteOf, slowModeMs } from './rules.ts';
import type { SayLimits, SayResult } from './store.ts';
import { tellModerators } from './tell-moderators.ts';
import { compileWords, findWord } from './words.ts';

type SayDeps = WarmDeps & Pick<Deps, 'feeds' | 'orders' | 'announce'>;
type Said = CommandOutput<'chat:say'>;

/**
 * Says one line in a room, once per message id: a repeat answers the first message.
 * @throws NOT_LIVE SWITCHED_OFF ROOM_MUTED FOLLOWERS_ONLY BUYERS_ONLY CHAT_BANNED MUTED SLOW_MODE WORD_REFUSED MESSAGE_ID_STALE REVIEW_FULL CONFLICT NOT_FOUND BUSY
 */
export async function sayMessage(deps: SayDeps, actor: Member, input: CommandInput<'chat:say'>): Promise<Said> {
  const now = deps.clock.now();
  if (!isTimely(input.messageId, now, chatPolicy.idOffMs))
    throw new AppError('MESSAGE_ID_STALE', { details: { now: toInstant(now) } });
  const feed = await deps.feeds.open(input.room);
  // Waiting for Redis would say the line when nobody expects it any more.
  if (feed.isReadOnly) throw new AppError('BUSY', { retryAfterMs: 1_000 });
  const record = await feed.record();
  const rights = roomRights(record, actor);
  await checkTalk(deps, feed, record, rights, actor.id);
  await checkWords(deps, record, input.text);

  const quoted = input.replyTo === undefined ? undefined : await findQuoted(deps, feed, input.replyTo, actor.id);
  const message: ChatMessage = {
    messageId: input.messageId,
    authorId: actor.id,
    name: actor.name,
    role: chatRole(rights),
    text: input.text,
    at: toInstant(now),
    ...(quoted && { replyTo: quoteOf(quoted, chatPolicy.quoteLength) }),
    ...(input.question && { mark: 'question' }),
  };
  const limits = {
    restrained: !isExempt(rights),
    slowMs: slowModeMs(feed.snapshot, rights),
    held: isHeld(feed.snapshot, rights),
  };
  const result = await sayOrWarm(deps, input.room, message, limits);
  // A shadowed talker's line seems to wait where everybody's does.
  if (result.outcome === 'shadowed') return { message, ...(limits.held && { waiting: true }) };
  return settle(deps, record, message, result);
}

/** The line that is answered; a shadowed talker may answer his own. */
async function findQuoted(
  deps: SayDeps,
  feed: RoomFeed,
  messageId: Id,
  talkerId: Id,
): Promise<ChatMessage | undefined> {
  return (await findLine(deps, feed, messageId)) ?? findOwnLine(deps, feed, messageId, talkerId);
}

async function checkWords(deps: SayDeps, room: RoomRecord, text: string): Promise<void> {
  const lists = [...(await deps.chat.words.listsFor(room.ownerId)), room.blockedWords];
  const word = findWord(text, ...lists.map(compileWords));
  if (word) throw new AppError('WORD_REFUSED', { details: { start: word.start, end: word.end } });
}

async function sayOrWarm(deps: WarmDeps, roomId: Id, message: ChatMessage, limits: SayLimits): Promise<SayResult> {
  const result = await deps.chat.say(roomId, message, limits);
  if (result.outcome !== 'closed') return result;
  await warmRoom(deps, roomId);
  return deps.chat.say(roomId, message, limits);
}

async function settle(
  deps: SayDeps,
  room: RoomRecord,
  message: ChatMessage,
  result: Exclude<SayResult, { outcome: 'shadowed' }>,
): Promise<Said> {
  switch (result.outcome) {
    case 'said':
      deps.chat.queue.add({ roomId: room._id, seq: result.seq, message });
      return { message };
    case 'held':
      tellModerators(deps, room);
      return { message, waiting: true };
    case 'again':
      // Message ids are made by clients: another author's id cannot be taken over.
      if (result.message.authorId !== message.authorId) throw new AppError('CONFLICT');
      return { message: result.message, ...(result.waiting && { waiting: true }) };
    case 'muted':
      throw await silenced(deps, room, message.authorId, { mutedUntil: result.until });
    case 'banned':
      throw await silenced(deps, room, message.authorId, { banned: result.scope });
    case 'slow':
      throw new AppError('SLOW_MODE', { retryAfterMs: result.waitMs });
    case 'full':
      throw new AppError('REVIEW_FULL', { retryAfterMs: 10_000 });
    case 'closed':
      throw new AppError('BUSY', { retryAfterMs: 500 });
  }
}
