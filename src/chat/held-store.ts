import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { Id } from '#src/contract/ids.ts';
import type { ChatMessage } from '#src/contract/room-events.ts';
import type { Keys } from '#src/platform/keys.ts';
import { loadScript } from '#src/platform/lua.ts';
import { LOG_LENGTH, roomLogKeys } from '#src/platform/room-log/room-log.ts';
import { chatPolicy } from './policy.ts';

/** `seq` is there when the line was said. */
export interface DecideResult {
  outcome: 'decided' | 'unknown' | 'closed';
  seq?: number;
}

/** Lines that the room has not heard: those that wait for a moderator, and those of shadowed talkers. */
export interface HeldLines {
  /** Waiting lines, oldest first. */
  held(roomId: Id): Promise<ChatMessage[]>;
  heldLine(roomId: Id, messageId: Id): Promise<ChatMessage | undefined>;
  /** Those of one talker, oldest first. */
  waitingOf(roomId: Id, accountId: Id): Promise<ChatMessage[]>;
  /** Takes all lines of one talker out; false when none waited. */
  dropWaiting(roomId: Id, accountId: Id): Promise<boolean>;
  /** Takes a waiting line out, once; says it as it is given when it is allowed. */
  decideHeld(roomId: Id, message: ChatMessage, allow: boolean): Promise<DecideResult>;
  /** Calls `tell` now, or as soon as the room's moderators have not been told of anything for a moment; calls meanwhile are one. */
  tellOnce(roomId: Id, tell: () => void): Promise<void>;
  /** What a shadowed talker said lately, oldest first. */
  ownLines(roomId: Id, accountId: Id): Promise<ChatMessage[]>;
  /** Puts another in the place of such a line, or takes it away. */
  replaceOwn(roomId: Id, line: ChatMessage, next: ChatMessage | undefined): Promise<void>;
}

export function createHeldLines(redis: Redis, keys: Keys): HeldLines {
  const decide = loadScript(redis, new URL('./decide-held.lua', import.meta.url), { withRoomLog: true });
  const heldKey = (roomId: Id) => keys.room(roomId, 'chat:held');
  const ownKey = (roomId: Id, accountId: Id) => keys.room(roomId, `chat:own:${accountId}`);
  const waitingIds = (roomId: Id, accountId: Id) => redis.lrange(keys.room(roomId, `chat:waiting:${accountId}`), 0, -1);
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
    async heldLine(roomId, messageId) {
      const text = await redis.hget(heldKey(roomId), messageId);
      return text === null ? undefined : toMessage(text);
    },
    async waitingOf(roomId, accountId) {
      const ids = await waitingIds(roomId, accountId);
      if (ids.length === 0) return [];
      // Ids of lines that were decided stay in the list and are passed over here.
      return (await redis.hmget(heldKey(roomId), ...ids)).flatMap((text) => (text === null ? [] : [toMessage(text)]));
    },
    async dropWaiting(roomId, accountId) {
      const ids = await waitingIds(roomId, accountId);
      return ids.length > 0 && (await redis.hdel(heldKey(roomId), ...ids)) > 0;
    },
    async decideHeld(roomId, message, allow) {
      const seq = (await decide(
        [...roomLogKeys(keys, roomId), heldKey(roomId)],
        [LOG_LENGTH, message.messageId, allow ? 1 : 0, JSON.stringify(message)],
      )) as number;
      if (seq < 0) return { outcome: seq === -1 ? 'unknown' : 'closed' };
      return { outcome: 'decided', ...(seq > 0 && { seq }) };
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
      return (await redis.lrange(ownKey(roomId, accountId), 0, -1)).map(toMessage);
    },
    async replaceOwn(roomId, line, next) {
      const [key, before] = [ownKey(roomId, line.authorId), JSON.stringify(line)];
      const change = redis.multi();
      if (next) change.linsert(key, 'BEFORE', before, JSON.stringify(next));
      await change.lrem(key, 1, before).exec();
    },
  };
}
