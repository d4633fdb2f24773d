import type { Redis } from 'ioredis';
import type { Id } from '#src/contract/ids.ts';
import type { ChatMessage, RoomEventBody } from '#src/contract/rooms.ts';
import type { Keys } from '#src/platform/keys.ts';
import { loadScript } from '#src/platform/lua.ts';
import { LOG_LENGTH, roomLogKeys } from '#src/platform/room-log/room-log.ts';
import { chatPolicy } from './policy.ts';

export type SayResult =
  | { outcome: 'said'; seq: number }
  | { outcome: 'again'; message: ChatMessage }
  | { outcome: 'muted'; until: number }
  | { outcome: 'slow'; waitMs: number }
  | { outcome: 'closed' };

/** The chat's live part in Redis. */
export interface ChatLines {
  say(roomId: Id, message: ChatMessage, limits: { mutable: boolean; slowMs: number }): Promise<SayResult>;
  /** `until` in milliseconds; 0 lifts the mute. */
  setMute(roomId: Id, accountId: Id, until: number): Promise<void>;
  mutedUntil(roomId: Id, accountId: Id): Promise<number | undefined>;
  /** Messages per second over the last buckets. */
  rate(roomId: Id, now: number): Promise<number>;
}

export function createChatLines(redis: Redis, keys: Keys): ChatLines {
  const say = loadScript(redis, new URL('./say.lua', import.meta.url), { withRoomLog: true });
  const { rateBucketMs, rateBuckets, repeatMs } = chatPolicy;
  const rateKey = (roomId: Id, bucket: number) => keys.room(roomId, `chat:rate:${bucket}`);
  const mutesKey = (roomId: Id) => keys.room(roomId, 'mutes');

  return {
    async say(roomId, message, { mutable, slowMs }) {
      const { messageId, authorId } = message;
      const event: RoomEventBody = { kind: 'chat.said', message };
      const bucket = Math.floor(Date.parse(message.at) / rateBucketMs);
      const reply = await say(
        [
          ...roomLogKeys(keys, roomId),
          mutesKey(roomId),
          keys.room(roomId, `chat:said:${messageId}`),
          keys.room(roomId, `chat:slow:${authorId}`),
          rateKey(roomId, bucket),
        ],
        [
          LOG_LENGTH,
          JSON.stringify(event),
          JSON.stringify(message),
          authorId,
          mutable ? 1 : 0,
          slowMs,
          repeatMs,
          rateBucketMs * (rateBuckets + 1),
        ],
      );
      return toResult(reply as [string, string | number]);
    },
    async setMute(roomId, accountId, until) {
      if (until === 0) await redis.hdel(mutesKey(roomId), accountId);
      else await redis.hset(mutesKey(roomId), accountId, until);
    },
    async mutedUntil(roomId, accountId) {
      const until = await redis.hget(mutesKey(roomId), accountId);
      return until === null ? undefined : Number(until);
    },
    async rate(roomId, now) {
      const current = Math.floor(now / rateBucketMs);
      const buckets = Array.from({ length: rateBuckets }, (_, age) => rateKey(roomId, current - age));
      const counts = await redis.mget(buckets);
      const spanMs = (rateBuckets - 1) * rateBucketMs + (now % rateBucketMs);
      return counts.reduce((sum, count) => sum + Number(count ?? 0), 0) / (spanMs / 1000);
    },
  };
}

function toResult([outcome, value]: [string, string | number]): SayResult {
  switch (outcome) {
    case 'again':
      return { outcome, message: JSON.parse(String(value)) as ChatMessage };
    case 'muted':
      return { outcome, until: Number(value) };
    case 'slow':
      return { outcome, waitMs: Number(value) };
    case 'closed':
      return { outcome };
    default:
      return { outcome: 'said', seq: Number(value) };
  }
}
