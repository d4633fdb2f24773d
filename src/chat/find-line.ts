import type { Id } from '#src/contract/ids.ts';
import type { ChatMessage } from '#src/contract/room-events.ts';
import type { Deps } from '#src/deps.ts';
import type { RoomFeed } from '#src/rooms/feed/room-feed.ts';

type Seen = Pick<RoomFeed, 'roomId' | 'snapshot'>;

/** A line among those that everybody in the room has before him. */
export function recentLine({ snapshot }: Seen, messageId: Id): ChatMessage | undefined {
  return snapshot.chat.find((message) => message.messageId === messageId);
}

/** A line that can be seen in a room: from this node's memory, else from the archive; removed ones are not found. */
export async function findLine(deps: Pick<Deps, 'chat'>, feed: Seen, messageId: Id): Promise<ChatMessage | undefined> {
  return recentLine(feed, messageId) ?? (await deps.chat.archive.findLine(feed.roomId, messageId));
}

/** A line that its talker sees among the others, and nobody else does. */
export async function findOwnLine(
  deps: Pick<Deps, 'chat'>,
  { roomId }: Pick<Seen, 'roomId'>,
  messageId: Id,
  talkerId: Id,
): Promise<ChatMessage | undefined> {
  const own = await deps.chat.ownLines(roomId, talkerId);
  return own.find((message) => message.messageId === messageId);
}
