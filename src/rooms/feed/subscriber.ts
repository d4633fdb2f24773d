import type { Redis } from 'ioredis';
import type { RoomEvent } from '#src/contract/room-events.ts';
import type { Keys } from '#src/platform/keys.ts';

/** The live stream of the rooms that have viewers on this node, over one connection of its own. */
export interface FeedSubscriber {
  subscribe(roomId: string): Promise<void>;
  unsubscribe(roomId: string): Promise<void>;
  close(): void;
}

interface Listeners {
  onEvent(roomId: string, event: RoomEvent): void;
  /** The connection broke. */
  onLost(): void;
  /** The connection is back and subscribed again: events may have been missed. */
  onRestored(): void;
  /** The connection has trouble; it comes back by itself. */
  onError(error: unknown): void;
}

/** @param connection used for nothing else; closed by `close` */
export function createFeedSubscriber(connection: Redis, keys: Keys, listeners: Listeners): FeedSubscriber {
  const rooms = new Map<string, string>();
  const channel = (roomId: string) => keys.room(roomId, 'feed');

  connection.on('error', listeners.onError);
  connection.on('close', listeners.onLost);
  connection.on('smessage', (from: string, message: string) => {
    const roomId = rooms.get(from);
    if (roomId !== undefined) listeners.onEvent(roomId, JSON.parse(message) as RoomEvent);
  });
  const restore = () => {
    // Asked again although ioredis does so itself: only after the answers is nothing missed any more.
    Promise.all([...rooms.keys()].map((name) => connection.ssubscribe(name))).then(() => {
      listeners.onRestored();
    }, listeners.onError);
  };
  connection.on('ready', restore);
  // A cluster has a line to each of its masters, which break and come back one by one.
  connection.on('-subscriber', listeners.onLost);
  connection.on('+subscriber', restore);

  return {
    async subscribe(roomId) {
      rooms.set(channel(roomId), roomId);
      await connection.ssubscribe(channel(roomId));
    },
    async unsubscribe(roomId) {
      rooms.delete(channel(roomId));
      await connection.sunsubscribe(channel(roomId));
    },
    close() {
      rooms.clear();
      connection.disconnect();
    },
  };
}
