import type { Connection } from './connection.ts';
import { newId } from './new-id.ts';

/** Says something in a room; saying it again under the same id says it once. @throws ShelfcastError e.g. MUTED, SLOW_MODE */
export async function say(
  connection: Pick<Connection, 'request'>,
  roomId: string,
  text: string,
  messageId = newId(),
): Promise<{ messageId: string }> {
  await connection.request('chat:say', { room: roomId, messageId, text });
  return { messageId };
}
