import type { RoomLine } from './open-line.ts';
import { createRoomVideo, type RoomVideo } from './stage/room-video.ts';

/** The least of a visit: the line, the room and its picture. The page is built around it. */
export interface Visit extends RoomLine {
  readonly video: RoomVideo;
}

/** Plays a room in the page's own video element. */
export function openVisit({ connection, room, capabilities }: RoomLine): Visit {
  const element = document.querySelector<HTMLVideoElement>('#live');
  if (!element) throw new Error('The page has no #live element.');
  return { connection, room, capabilities, video: createRoomVideo({ element, connection, room, capabilities }) };
}
