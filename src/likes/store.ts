import type { Redis } from 'ioredis';
import type { Id } from '#src/contract/ids.ts';
import type { Keys } from '#src/platform/keys.ts';
import type { Log } from '#src/platform/log.ts';
import { loadScript } from '#src/platform/lua.ts';
import { LOG_LENGTH, roomLogKeys } from '#src/platform/room-log/room-log.ts';

/** A node sends its taps this often, and a room's total is logged no oftener. Milliseconds. */
const FLUSH_MS = 1_000;
const LOG_EVERY_MS = 950;

/** Likes are counted, never listed: taps gather on the node and reach Redis once a second per room. */
export interface Likes {
  add(roomId: Id, taps: number): void;
  total(roomId: Id): Promise<number>;
  /** Puts back what MongoDB knew after Redis lost the room. */
  restore(roomId: Id, total: number): Promise<void>;
  /** Lets Redis forget the count after so many milliseconds. */
  expire(roomId: Id, afterMs: number): Promise<void>;
  /** Sends what has gathered. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export function createLikes(redis: Redis, keys: Keys, log: Log): Likes {
  const countLikes = loadScript(redis, new URL('./count-likes.lua', import.meta.url), { withRoomLog: true });
  const likesKey = (roomId: Id) => keys.room(roomId, 'likes');
  /** Taps to send; 0 stands for "sent, but not logged yet". */
  const waiting = new Map<Id, number>();
  let timer: NodeJS.Timeout | undefined;

  async function send(roomId: Id, taps: number): Promise<void> {
    waiting.delete(roomId);
    let unsent = taps;
    try {
      const reply = await countLikes(
        [...roomLogKeys(keys, roomId), likesKey(roomId)],
        [LOG_LENGTH, taps, LOG_EVERY_MS],
      );
      if (reply === 1) return;
      if (reply === 0) unsent = 0;
    } catch (error) {
      // A failed call may still have counted; a repeat would count taps twice, so these are given up.
      log.warn({ err: error as Error, roomId, taps }, 'likes were not counted');
      return;
    }
    waiting.set(roomId, (waiting.get(roomId) ?? 0) + unsent);
  }
  async function flush(): Promise<void> {
    await Promise.all([...waiting].map(([roomId, taps]) => send(roomId, taps)));
    if (waiting.size > 0) schedule();
  }
  function schedule(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      void flush();
    }, FLUSH_MS).unref();
  }

  return {
    add(roomId, taps) {
      waiting.set(roomId, (waiting.get(roomId) ?? 0) + taps);
      schedule();
    },
    async total(roomId) {
      return Number((await redis.hget(likesKey(roomId), 'total')) ?? 0);
    },
    async restore(roomId, total) {
      await redis.hdel(likesKey(roomId), 'logged', 'at');
      await redis.hsetnx(likesKey(roomId), 'total', total);
    },
    async expire(roomId, afterMs) {
      await redis.pexpire(likesKey(roomId), afterMs);
    },
    flush,
    async close() {
      await flush();
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
