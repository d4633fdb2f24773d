import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { Id } from '#src/contract/ids.ts';
import type { ChatMessage } from '#src/contract/room-events.ts';
import type { Keys } from '#src/platform/keys.ts';
import { loadScript } from '#src/platform/lua.ts';
import { LOG_LENGTH, roomLogKeys } from '#src/platform/room-log/room-log.ts';
import { chatPolicy } from './policy.ts';

/** `seq` is there when the line was said. */
export type DecideResult =
  | { outcome: 'decided'; message: ChatMessage; seq?: number }
  | { outcome: 'unknown' | 'closed' };

/** Lines that the room has not heard: those that wait for a moderator, and those of shadowed talkers. */
export interface HeldLines {
  /** Waiting lines, oldest first. */
  held(roomId: Id): Promise<ChatMessage[]>;
  /** Takes a waiting line out, once; says it when it is allowed. */
  decideHeld(roomId: Id, messageId: Id, allow: boolean): Promise<DecideResult>;
  /** Calls `tell` now, or as soon as the room's moderators have not been told of anything for a moment; calls meanwhile are one. */
  tellOnce(roomId: Id, tell: () => void): Promise<void>;
  /** What a shadowed talker said lately, oldest first. */
  ownLines(roomId: Id, accountId: Id): Promise<ChatMessage[]>;
}

export function createHeldLines(redis: Redis, keys: Keys): HeldLines {
  const decide = loadScript(redis, new URL('./decide-held.lua', import.meta.url), { withRoomLog: true });
  const heldKey = (roomId: Id) => keys.room(roomId, 'chat:held');
  const telling = new Set<Id>();
  /** Milliseconds until the room may be told, over all nodes; 0 = now, and this call has taken the moment. */
  async function untilTold(roomId: Id): Promise<number> {
    const key = keys.room(roomId, 'chat:held-told');
    if (await redis.set(key, '1', 'PX', chatPolicy.heldNoticeMs, 'NX')) return 0;
    return Math.max(1, await redis.pttl(key));
  }
  const toMessage = (text: string) => JSON.parse(text) as ChatMessage;
  return {
    async held(roomId) {
      const all = await redis.hvals(heldKey(roomId));
      return all.map(toMessage).toSorted((a, b) => a.at.localeCompare(b.at));
    },
    async decideHeld(roomId, messageId, allow) {
      const reply = await decide(
        [...roomLogKeys(keys, roomId), heldKey(roomId)],
        [LOG_LENGTH, messageId, allow ? 1 : 0],
      );
      const [text, seq] = reply as [string?, number?];
      if (text === undefined) return { outcome: 'unknown' };
      if (text === 'closed') return { outcome: 'closed' };
      return { outcome: 'decided', message: toMessage(text), ...(seq && { seq }) };
    },
    async tellOnce(roomId, tell) {
      if (telling.has(roomId)) return;
      telling.add(roomId);
      try {
        for (let wait = await untilTold(roomId); wait > 0; wait = await untilTold(roomId)) {
          await sleep(wait, undefined, { ref: false });
        }
      } finally {
        // In the same turn as `tell`, so that no change falls in between; told even when Redis cannot be asked.
        telling.delete(roomId);
        tell();
      }
    },
    async ownLines(roomId, accountId) {
      return (await redis.lrange(keys.room(roomId, `chat:own:${accountId}`), 0, -1)).map(toMessage);
    },
  };
}
