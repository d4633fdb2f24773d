import { restoreSession } from '../lib/session.ts';
import { connect, type Connection } from '../lib/socket.ts';
import { watchRoom, type RoomWatch } from '../lib/room-client.ts';
import { createRoomVideo, type RoomVideo } from './stage/room-video.ts';

/** The least of a visit: the line, the room and its picture. The page is built around it. */
export interface Visit {
  readonly connection: Connection;
  readonly room: RoomWatch;
  readonly video: RoomVideo;
}

/** Connects to a room and plays it in the page's own video element. */
export function openVisit(roomId: string): Visit {
  void restoreSession();
  const connection = connect();
  const room = watchRoom(connection, roomId);
  const element = document.querySelector<HTMLVideoElement>('#live');
  if (!element) throw new Error('The page has no #live element.');
  return { connection, room, video: createRoomVideo({ element, connection, room }) };
}
