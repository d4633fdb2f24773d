import type { Redis } from 'ioredis';
import type { Id } from '#src/contract/ids.ts';
import type { BanScope } from '#src/contract/chat.ts';
import type { ChatMessage, RoomEventBody } from '#src/contract/room-events.ts';
import type { Keys } from '#src/platform/keys.ts';
import { loadScript } from '#src/platform/lua.ts';
import { LOG_LENGTH, roomLogKeys } from '#src/platform/room-log/room-log.ts';
import { chatPolicy } from './policy.ts';
import { createHeldLines } from './held-store.ts';
import type { HeldLines } from './held-store.ts';
import { createRestraintStore } from './restraint-store.ts';
import type { RestraintStore } from './restraint-store.ts';

export type SayResult =
  | { outcome: 'said'; seq: number }
  | { outcome: 'again'; message: ChatMessage; waiting: boolean }
  | { outcome: 'muted'; until: number }
  | { outcome: 'banned'; scope: BanScope }
  | { outcome: 'slow'; waitMs: number }
  | { outcome: 'shadowed' }
  | { outcome: 'held' | 'full' | 'closed' };

/** What a room wants of one talker's line. `restrained`: mutes, bans and shadow hold for this talker. */
export interface SayLimits {
  restrained: boolean;
  slowMs: number;
  held: boolean;
}

/** The chat's live part in Redis. */
export interface ChatLines extends RestraintStore, HeldLines {
  say(roomId: Id, message: ChatMessage, limits: SayLimits): Promise<SayResult>;
  /** Lets Redis forget lines that wait and restraints after so many milliseconds. */
  expire(roomId: Id, afterMs: number): Promise<void>;
  /** Messages per second over the last buckets. */
  rate(roomId: Id, now: number): Promise<number>;
}

export function createChatLines(redis: Redis, keys: Keys): ChatLines {
  const say = loadScript(redis, new URL('./say.lua', import.meta.url), { withRoomLog: true });
  const { rateBucketMs, rateBuckets, repeatMs, heldMax, ownMax } = chatPolicy;
  const rateKey = (roomId: Id, bucket: number) => keys.room(roomId, `chat:rate:${bucket}`);

  return {
    ...createRestraintStore(redis, keys),
    ...createHeldLines(redis, keys),
    async say(roomId, message, { restrained, slowMs, held }) {
      const { messageId, authorId } = message;
      const event: RoomEventBody = { kind: 'chat.said', message };
      const bucket = Math.floor(Date.parse(message.at) / rateBucketMs);
      const reply = await say(
        [
          ...roomLogKeys(keys, roomId),
          keys.room(roomId, 'mutes'),
          keys.room(roomId, `chat:said:${messageId}`),
          keys.room(roomId, `chat:slow:${authorId}`),
          rateKey(roomId, bucket),
          keys.room(roomId, 'chat:held'),
          keys.room(roomId, `chat:own:${authorId}`),
          keys.room(roomId, `chat:waiting:${authorId}`),
        ],
        [
          LOG_LENGTH,
          JSON.stringify(event),
          JSON.stringify(message),
          authorId,
          restrained ? 1 : 0,
          slowMs,
          repeatMs,
          rateBucketMs * (rateBuckets + 1),
          messageId,
          held ? 1 : 0,
          heldMax,
          ownMax,
        ],
      );
      return toResult(reply as [string, string | number, number]);
    },
    async expire(roomId, afterMs) {
      const lasting = ['mutes', 'chat:held'].map((name) => keys.room(roomId, name));
      await Promise.all(lasting.map((key) => redis.pexpire(key, afterMs)));
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

function toResult([outcome, value, waiting]: [string, string | number, number]): SayResult {
  switch (outcome) {
    case 'again':
      return { outcome, message: JSON.parse(String(value)) as ChatMessage, waiting: waiting === 1 };
    case 'muted':
      return { outcome, until: Number(value) };
    case 'banned':
      return { outcome, scope: value as BanScope };
    case 'slow':
      return { outcome, waitMs: Number(value) };
    case 'shadowed':
    case 'held':
    case 'full':
    case 'closed':
      return { outcome };
    default:
      return { outcome: 'said', seq: Number(value) };
  }
}
