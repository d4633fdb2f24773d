import type { CommandInput } from './ask.ts';
import type { Connection } from './connection.ts';
import { newId } from './new-id.ts';
import type { ChatMessage } from './protocol.ts';
import type { RoomWatch } from './room.ts';

type Line = Pick<Connection, 'request'>;
type Room = Pick<RoomWatch, 'roomId' | 'view' | 'showOwn' | 'applyOwn' | 'noteStanding'>;

/** A line as the service took it. */
export interface Said {
  messageId: string;
  message: ChatMessage;
  /** A moderator must let it through before others see it. */
  waiting?: true;
}

/**
 * Says something in a room; saying it again under the same id says it once. Given the watched room itself and not its id, the
 * line stands in the room's state at once, or among `standing.waiting`: it may never come by with the others.
 * @throws ShelfcastError e.g. MUTED, SLOW_MODE
 */
export async function say(
  connection: Line,
  room: string | Room,
  text: string,
  messageId = newId(),
  options: { /** The line that this one answers. */ replyTo?: string; /** Asks the host. */ question?: true } = {},
): Promise<Said> {
  const watched = typeof room === 'string' ? undefined : room;
  const roomId = typeof room === 'string' ? room : room.roomId;
  const { message, waiting } = await connection.request('chat:say', { room: roomId, messageId, text, ...options });
  if (waiting) watched?.noteStanding({ waiting: [...otherWaiting(watched, messageId), message] });
  else watched?.showOwn(message);
  return { messageId, message, ...(waiting && { waiting }) };
}

/** Takes a line out of a watched room; one of this visitor's own also while it waits. @throws ShelfcastError */
export async function removeLine(connection: Line, room: Room, messageId: string): Promise<void> {
  await connection.request('chat:remove', { room: room.roomId, messageId });
  room.applyOwn({ kind: 'chat.removed', messageId });
  room.noteStanding({ waiting: otherWaiting(room, messageId) });
}

/** Marks a line of a watched room as a question or answered; null takes the mark away. @throws ShelfcastError */
export async function markLine(
  connection: Line,
  room: Room,
  messageId: string,
  mark: CommandInput<'chat:mark'>['mark'],
): Promise<void> {
  await connection.request('chat:mark', { room: room.roomId, messageId, mark });
  room.applyOwn({ kind: 'chat.marked', messageId, mark });
}

function otherWaiting({ view }: Room, messageId: string): ChatMessage[] {
  return (view.get().standing?.waiting ?? []).filter((line) => line.messageId !== messageId);
}
