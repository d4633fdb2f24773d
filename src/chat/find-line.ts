import type { Id } from '#src/contract/ids.ts';
import type { ChatMessage } from '#src/contract/room-events.ts';
import type { Deps } from '#src/deps.ts';
import type { RoomFeed } from '#src/rooms/feed/room-feed.ts';

/** A line that can be seen in a room: from this node's memory, else from the archive; removed ones are not found. */
export async function findLine(
  deps: Pick<Deps, 'chat'>,
  feed: Pick<RoomFeed, 'roomId' | 'snapshot'>,
  messageId: Id,
): Promise<ChatMessage | undefined> {
  const recent = feed.snapshot.chat.find((message) => message.messageId === messageId);
  return recent ?? deps.chat.archive.findLine(feed.roomId, messageId);
}
