import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { ChatMessage } from '#src/contract/room-events.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { roomRights } from '#src/rooms/authorize.ts';
import { logRoom } from '#src/rooms/log-room.ts';
import type { WarmDeps } from '#src/rooms/warm-room.ts';
import { findLine } from './find-line.ts';
import { mayMark } from './rules.ts';

/** Marks a line as a question or answered, for everybody; null takes the mark away. @throws FORBIDDEN NOT_FOUND */
export async function markMessage(
  deps: WarmDeps & Pick<Deps, 'feeds'>,
  actor: Member,
  input: { room: Id; messageId: Id; mark: NonNullable<ChatMessage['mark']> | null },
): Promise<void> {
  const { room, messageId, mark } = input;
  const feed = await deps.feeds.open(room);
  const line = await findLine(deps, feed, messageId);
  const rights = roomRights(await feed.record(), actor);
  if (!line && rights.canModerateChat) throw new AppError('NOT_FOUND', { details: { message: messageId } });
  if (!line || !mayMark(rights, line.authorId === actor.id, mark, line.mark)) throw new AppError('FORBIDDEN');
  await deps.chat.archive.putMark(room, messageId, mark);
  await logRoom(deps, room, { kind: 'chat.marked', messageId, mark });
}
