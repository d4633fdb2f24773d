import { idInAddress } from '../lib/links.ts';
import { watchRoom, type RoomWatch } from '../lib/room-client.ts';
import { restoreSession } from '../lib/session.ts';
import { connect, type Connection } from '../lib/socket.ts';
import { send } from '../lib/transport.ts';

/** A page's line to the room of its address; undefined when the address names none. */
export interface RoomLine {
  readonly connection: Connection;
  readonly room: RoomWatch;
  /** What the service's media can do; undefined when that is not known early, it comes with the room as well. */
  readonly capabilities: Promise<unknown>;
}

/** Opened as the first thing of the page: the answer is on its way while the scripts for the picture are still being read. */
export const roomLine: RoomLine | undefined = open(idInAddress());

function open(roomId: string | undefined): RoomLine | undefined {
  if (!roomId) return undefined;
  void restoreSession();
  const connection = connect();
  const capabilities = send('GET /api/media/capabilities', {}).then((answer) =>
    answer.ok ? answer.data.rtpCapabilities : undefined,
  );
  return { connection, room: watchRoom(connection, roomId), capabilities };
}
