import type { Redis } from 'ioredis';
import type { BanScope } from '#src/contract/chat.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Keys } from '#src/platform/keys.ts';

/** What holds for one account in a room's chat. */
export interface TalkStanding {
  /** In milliseconds since the epoch; it may have passed. */
  mutedUntil?: number;
  banned?: BanScope;
  shadowed: boolean;
}

/** Mutes, bans and shadows of a room, where each said line is checked. */
export interface RestraintStore {
  /** `until` in milliseconds; 0 lifts the mute. */
  setMute(roomId: Id, accountId: Id, until: number): Promise<void>;
  setBan(roomId: Id, accountId: Id, scope: BanScope, on: boolean): Promise<void>;
  setShadow(roomId: Id, accountId: Id, on: boolean): Promise<void>;
  standing(roomId: Id, accountId: Id): Promise<TalkStanding>;
}

export function createRestraintStore(redis: Redis, keys: Keys): RestraintStore {
  const keyOf = (roomId: Id) => keys.room(roomId, 'mutes');
  async function set(roomId: Id, field: string, value: number | undefined): Promise<void> {
    if (value === undefined) {
      await redis.hdel(keyOf(roomId), field);
      return;
    }
    await redis.hset(keyOf(roomId), field, value);
    // The log of a room that is over is about to be forgotten, and this with it; MongoDB has it too.
    const left = await redis.pttl(keys.room(roomId, 'seq'));
    if (left > 0) await redis.pexpire(keyOf(roomId), left + 60_000);
  }
  return {
    setMute: (roomId, accountId, until) => set(roomId, accountId, until === 0 ? undefined : until),
    setBan: (roomId, accountId, scope, on) => set(roomId, `ban:${scope}:${accountId}`, on ? 1 : undefined),
    setShadow: (roomId, accountId, on) => set(roomId, `shadow:${accountId}`, on ? 1 : undefined),
    async standing(roomId, accountId) {
      const fields = [accountId, `ban:channel:${accountId}`, `ban:show:${accountId}`, `shadow:${accountId}`];
      const [until, channel, show, shadow] = await redis.hmget(keyOf(roomId), ...fields);
      const banned = channel ? 'channel' : show ? 'show' : undefined;
      return { ...(until && { mutedUntil: Number(until) }), ...(banned && { banned }), shadowed: Boolean(shadow) };
    },
  };
}
