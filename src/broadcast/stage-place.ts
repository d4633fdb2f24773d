import type { Redis } from 'ioredis';
import type { Id } from '#src/contract/ids.ts';
import type { Keys } from '#src/platform/keys.ts';
import { loadScript } from '#src/platform/lua.ts';

/** A place is kept this long without being refreshed, in milliseconds. */
const LIFETIME_MS = 15_000;

/** Which service node has a room's stage: its router, publisher and viewers' sessions. */
export interface StagePlace {
  find(roomId: Id): Promise<string | undefined>;
  /** Takes the place for a node if it is free, its own, or `from` a node that is gone; answers who has it now. */
  claim(roomId: Id, node: string, from?: string): Promise<string>;
  leave(roomId: Id, node: string): Promise<void>;
}

export function createStagePlace(redis: Redis, keys: Keys): StagePlace {
  const claim = loadScript(redis, new URL('./claim-stage.lua', import.meta.url));
  const leave = loadScript(redis, new URL('./leave-stage.lua', import.meta.url));
  const key = (roomId: Id) => keys.room(roomId, 'stage');
  return {
    find: async (roomId) => (await redis.get(key(roomId))) ?? undefined,
    claim: async (roomId, node, from = '') => String(await claim([key(roomId)], [node, from, LIFETIME_MS])),
    async leave(roomId, node) {
      await leave([key(roomId)], [node]);
    },
  };
}
