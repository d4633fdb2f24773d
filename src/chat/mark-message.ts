import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { ChatMessage } from '#src/contract/room-events.ts';
import { markLine } from '#src/contract/room-state.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { roomRights } from '#src/rooms/authorize.ts';
import type { RoomRights } from '#src/rooms/authorize.ts';
import type { RoomFeed } from '#src/rooms/feed/room-feed.ts';
import { logRoom } from '#src/rooms/log-room.ts';
import type { WarmDeps } from '#src/rooms/warm-room.ts';
import { checkTalk, silenced } from './check-talk.ts';
import { findLine, findOwnLine, recentLine } from './find-line.ts';
import { mayMark } from './rules.ts';

type Mark = NonNullable<ChatMessage['mark']> | null;
type MarkDeps = WarmDeps & Pick<Deps, 'feeds' | 'orders'>;

/**
 * Marks a line as a question or answered, for everybody; null takes the mark away. Talkers mark their own newest lines, while
 * they may talk. @throws FORBIDDEN NOT_FOUND, and what refuses a line
 */
export async function markMessage(
  deps: MarkDeps,
  actor: Member,
  input: { room: Id; messageId: Id; mark: Mark },
): Promise<void> {
  const { room, messageId, mark } = input;
  const feed = await deps.feeds.open(room);
  const rights = roomRights(await feed.record(), actor);
  if (!rights.canModerateChat) return markOwn(deps, feed, actor, rights, messageId, mark);
  const line = await findLine(deps, feed, messageId);
  if (!line) throw new AppError('NOT_FOUND', { details: { message: messageId } });
  await putMark(deps, room, line, mark);
}

async function markOwn(
  deps: MarkDeps,
  feed: RoomFeed,
  actor: Member,
  rights: RoomRights,
  messageId: Id,
  mark: Mark,
): Promise<void> {
  const heard = recentLine(feed, messageId);
  const line = heard ?? (await findOwnLine(deps, feed, messageId, actor.id));
  if (!line || !mayMark(rights, line.authorId === actor.id, mark, line.mark)) throw new AppError('FORBIDDEN');
  const record = await feed.record();
  await checkTalk(deps, feed, record, rights, actor.id);
  const { shadowed, mutedUntil = 0, banned } = await deps.chat.standing(feed.roomId, actor.id);
  if (banned) throw await silenced(deps, record, actor.id, { banned });
  if (mutedUntil > deps.clock.now()) throw await silenced(deps, record, actor.id, { mutedUntil });
  // A shadowed talker's mark reaches nobody, as his words do.
  if (!heard) await deps.chat.replaceOwn(feed.roomId, line, markLine(line, mark));
  else if (!shadowed) await putMark(deps, feed.roomId, line, mark);
}

async function putMark(deps: MarkDeps, roomId: Id, { messageId, mark: now }: ChatMessage, mark: Mark): Promise<void> {
  if (mark === (now ?? null)) return;
  await deps.chat.archive.putMark(roomId, messageId, mark);
  await logRoom(deps, roomId, { kind: 'chat.marked', messageId, mark });
}
