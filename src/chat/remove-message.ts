import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { auditStepIn } from '#src/rooms/audit-step-in.ts';
import { roomRights } from '#src/rooms/authorize.ts';
import { logRoom } from '#src/rooms/log-room.ts';
import type { WarmDeps } from '#src/rooms/warm-room.ts';

/** Takes a line out of the chat, for everybody and for good; authors may remove their own newest lines. @throws FORBIDDEN NOT_FOUND */
export async function removeMessage(
  deps: WarmDeps & Pick<Deps, 'feeds' | 'audit'>,
  actor: Member,
  input: { room: Id; messageId: Id },
): Promise<void> {
  const feed = await deps.feeds.open(input.room);
  const rights = roomRights(await feed.record(), actor);
  const line = feed.snapshot.chat.find((message) => message.messageId === input.messageId);
  if (!rights.canModerateChat && line?.authorId !== actor.id) throw new AppError('FORBIDDEN');
  await deps.chat.archive.insertRemoval(input.room, input.messageId, actor.id, new Date(deps.clock.now()));
  await auditStepIn(deps, actor, rights, 'chat.remove', input.room, { messageId: input.messageId, text: line?.text });
  await logRoom(deps, input.room, { kind: 'chat.removed', messageId: input.messageId });
}
