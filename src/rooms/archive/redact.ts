import type { Id } from '#src/contract/ids.ts';
import type { RoomEvent } from '#src/contract/room-events.ts';
import { withoutLine } from '#src/contract/room-state.ts';

/** An event without what removed lines said, in it or quoted by it; pure. */
export function redact(event: RoomEvent, removed: ReadonlySet<Id>): RoomEvent {
  if (event.kind === 'room.reset') {
    const gone = event.snapshot.chat.flatMap(({ messageId, replyTo }) => [messageId, replyTo?.messageId ?? messageId]);
    const chat = gone.filter((id) => removed.has(id)).reduce(withoutLine, event.snapshot.chat);
    return { ...event, snapshot: { ...event.snapshot, chat } };
  }
  if (event.kind !== 'chat.said') return event;
  const { replyTo, ...message } = event.message;
  const isGone = removed.has(message.messageId);
  const keepsQuote = replyTo && !isGone && !removed.has(replyTo.messageId);
  return { ...event, message: { ...message, ...(isGone && { text: '' }), ...(keepsQuote && { replyTo }) } };
}
