import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { auditStepIn } from '#src/rooms/audit-step-in.ts';
import { roomRights } from '#src/rooms/authorize.ts';
import { logRoom } from '#src/rooms/log-room.ts';
import type { RoomRecord } from '#src/rooms/record.ts';
import type { WarmDeps } from '#src/rooms/warm-room.ts';
import { findOwnLine, recentLine } from './find-line.ts';
import { mayRemove } from './rules.ts';
import { tellModerators } from './tell-moderators.ts';

/**
 * Takes a line out of the chat, for everybody and for good; authors may remove their own, also one that waits for a moderator.
 * @throws FORBIDDEN NOT_FOUND
 */
export async function removeMessage(
  deps: WarmDeps & Pick<Deps, 'feeds' | 'audit' | 'announce'>,
  actor: Member,
  input: { room: Id; messageId: Id },
): Promise<void> {
  const { room: roomId, messageId } = input;
  const feed = await deps.feeds.open(roomId);
  const room = await feed.record();
  const recent = recentLine(feed, messageId);
  if (!recent && (await removeUnheard(deps, room, actor, messageId))) return;
  const line = recent ?? (await deps.chat.archive.findLine(roomId, messageId));
  const rights = roomRights(room, actor);
  if (!mayRemove(rights, line?.authorId === actor.id, line?.role)) {
    throw !line && rights.canModerateChat
      ? new AppError('NOT_FOUND', { details: { message: messageId } })
      : new AppError('FORBIDDEN');
  }
  await deps.chat.archive.insertRemoval(roomId, messageId, actor.id, new Date(deps.clock.now()));
  await auditStepIn(deps, actor, rights, 'chat.remove', roomId, { messageId, text: line?.text });
  await logRoom(deps, roomId, { kind: 'chat.removed', messageId });
}

/** Takes away an own line that the room has not heard: one that waits, or one that its talker alone sees. */
async function removeUnheard(
  deps: Pick<Deps, 'chat' | 'announce' | 'log'>,
  room: RoomRecord,
  actor: Member,
  messageId: Id,
): Promise<boolean> {
  const waiting = await deps.chat.heldLine(room._id, messageId);
  if (waiting?.authorId === actor.id) {
    if ((await deps.chat.decideHeld(room._id, waiting, false)).outcome !== 'decided') return false;
    tellModerators(deps, room);
    return true;
  }
  const own = await findOwnLine(deps, { roomId: room._id }, messageId, actor.id);
  if (own) await deps.chat.replaceOwn(room._id, own, undefined);
  return own !== undefined;
}
