import type { Connection } from './connection.ts';
import { newId } from './new-id.ts';

/** Says something in a room; saying it again under the same id says it once. `waiting`: a moderator must let it through. @throws ShelfcastError e.g. MUTED, SLOW_MODE */
export async function say(
  connection: Pick<Connection, 'request'>,
  roomId: string,
  text: string,
  messageId = newId(),
  options: { /** The line that this one answers. */ replyTo?: string; /** Asks the host. */ question?: true } = {},
): Promise<{ messageId: string; waiting?: true }> {
  const { waiting } = await connection.request('chat:say', { room: roomId, messageId, text, ...options });
  return { messageId, ...(waiting && { waiting }) };
}
