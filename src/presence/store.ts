import type { Redis } from 'ioredis';
import type { Id } from '#src/contract/ids.ts';
import type { Keys } from '#src/platform/keys.ts';
import { loadScript } from '#src/platform/lua.ts';
import { LOG_LENGTH, roomLogKeys } from '#src/platform/room-log/room-log.ts';
import { presencePolicy } from './policy.ts';

/** What a report answers: the room's last number lets a node notice that it missed something. */
export type ViewerReport = { open: false } | { open: true; seq: number; viewers: number; peak: number };

/** Who is there, as counts only: viewers are anonymous to each other. */
export interface Presence {
  /** Says how many viewers this node has; logs the sum over all nodes when it changed. */
  report(roomId: Id, viewers: number): Promise<ViewerReport>;
  /** Counts without reporting; for lists and statistics. */
  count(roomId: Id): Promise<{ viewers: number; peak: number }>;
  /** Puts back what MongoDB knew after Redis lost the room. */
  restore(roomId: Id, peak: number): Promise<void>;
  /** The host's page is connected at this moment (milliseconds). */
  seeHost(roomId: Id, now: number): Promise<void>;
  /** When the host's page was last connected; the first question starts the clock if nobody knows. */
  hostSeenAt(roomId: Id, now: number): Promise<number>;
  /** Lets Redis forget what is kept of a room after so many milliseconds. */
  expire(roomId: Id, afterMs: number): Promise<void>;
}

export function createPresence(redis: Redis, keys: Keys, nodeId: string): Presence {
  const report = loadScript(redis, new URL('./report-viewers.lua', import.meta.url), { withRoomLog: true });
  const count = loadScript(redis, new URL('./count-viewers.lua', import.meta.url));
  const viewersKey = (roomId: Id) => keys.room(roomId, 'viewers');
  const presenceKey = (roomId: Id) => keys.room(roomId, 'presence');
  const hostKey = (roomId: Id) => keys.room(roomId, 'host');
  const { staleMs, logEveryMs, countKeepMs, hostKeepMs } = presencePolicy;

  return {
    async report(roomId, viewers) {
      const reply = await report(
        [...roomLogKeys(keys, roomId), viewersKey(roomId), presenceKey(roomId)],
        [LOG_LENGTH, nodeId, viewers, staleMs, logEveryMs, countKeepMs],
      );
      const [seq, sum, peak] = reply as [number, number, number];
      return seq === -1 ? { open: false } : { open: true, seq, viewers: sum, peak };
    },
    async count(roomId) {
      const [viewers, peak] = (await count([viewersKey(roomId), presenceKey(roomId)], [staleMs])) as [number, number];
      return { viewers, peak };
    },
    async restore(roomId, peak) {
      await redis.hdel(presenceKey(roomId), 'logged', 'at');
      await redis.hsetnx(presenceKey(roomId), 'peak', peak);
    },
    async seeHost(roomId, now) {
      await redis.set(hostKey(roomId), now, 'PX', hostKeepMs);
    },
    async hostSeenAt(roomId, now) {
      await redis.set(hostKey(roomId), now, 'PX', hostKeepMs, 'NX');
      return Number((await redis.get(hostKey(roomId))) ?? now);
    },
    async expire(roomId, afterMs) {
      await redis.pexpire(presenceKey(roomId), afterMs);
    },
  };
}
