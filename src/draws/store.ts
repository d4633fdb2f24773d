import type { Redis } from 'ioredis';
import type { Id } from '#src/contract/ids.ts';
import type { RoomEventBody } from '#src/contract/room-events.ts';
import type { ItemDraw } from '#src/contract/shelf.ts';
import { toInstant } from '#src/platform/clock.ts';
import type { Keys } from '#src/platform/keys.ts';
import { loadScript } from '#src/platform/lua.ts';
import { LOG_LENGTH, roomLogKeys } from '#src/platform/room-log/room-log.ts';
import type { DrawEntry, DrawRecord } from './draw.ts';
import { drawPolicy } from './policy.ts';

/** The script's answer by number; see enter-draw.lua. */
export type EnterReply = [code: number, ...facts: (string | number | null)[]];

/** Windows in Redis: who taps while one is open. */
export interface DrawWindows {
  /** Tells the room of the next draw, unless it knows of one. */
  commit(draw: DrawRecord): Promise<void>;
  enter(
    room: Id,
    item: Id,
    entry: DrawEntry,
    options: { windowMs: number; left: number; now: number },
  ): Promise<EnterReply>;
  /** The draw that Redis knows of an item. */
  numberOf(room: Id, item: Id): Promise<number | undefined>;
  /** Ends a window that is over; undefined when it is not, or when Redis knows another draw. */
  close(room: Id, item: Id, number: number, now: number): Promise<DrawEntry[] | undefined>;
  /** Tells the room what came of a draw. False when it was told before. */
  finish(draw: DrawRecord, next: DrawRecord): Promise<boolean>;
  /** Items of a room whose windows closed before `before`. */
  listDue(room: Id, before: number): Promise<Id[]>;
  /** Whose entry a ticket is, and in which draw of which item; `endsAt` is 0 when its window is no more. Milliseconds. */
  entry(room: Id, ticket: Id): Promise<{ account: Id; item: Id; number: number; endsAt: number } | undefined>;
  /** Lets a ticket enter again whose entry came to nothing. */
  forget(room: Id, ticket: Id): Promise<void>;
}

export function createDrawWindows(redis: Redis, keys: Keys): DrawWindows {
  const script = (file: string, withRoomLog = true) =>
    loadScript(redis, new URL(file, import.meta.url), { withRoomLog });
  const commit = script('./commit-draw.lua');
  const enter = script('./enter-draw.lua');
  const close = script('./close-draw.lua', false);
  const finish = script('./finish-draw.lua');
  const drawKey = (room: Id, item: Id) => keys.room(room, `draw:${item}`);
  const entriesKey = (room: Id, item: Id) => keys.room(room, `entries:${item}`);
  const entryKey = (room: Id, ticket: Id) => keys.room(room, `entry:${ticket}`);
  const dueKey = (room: Id) => keys.room(room, 'draws');
  const changed = (item: Id, draw: ItemDraw) =>
    JSON.stringify({ kind: 'item.changed', itemId: item, change: { draw } } satisfies RoomEventBody);

  return {
    async commit({ room, item, number, commitment }) {
      const event = changed(item, { number, commitment, endsAt: null });
      await commit([...roomLogKeys(keys, room), drawKey(room, item)], [LOG_LENGTH, number, commitment, event]);
    },
    async enter(room, item, entry, { windowMs, left, now }) {
      const { ticket, account, sku, quantity, version } = entry;
      const ofDraw = [keys.room(room, 'door'), drawKey(room, item), entriesKey(room, item)];
      return (await enter(
        [...roomLogKeys(keys, room), ...ofDraw, entryKey(room, ticket), dueKey(room)],
        [
          LOG_LENGTH,
          item,
          ticket,
          account,
          `${item}|${sku}|${quantity}|${version}`,
          JSON.stringify(entry),
          now,
          windowMs,
          drawPolicy.entryKeepMs,
          left,
          toInstant(now + windowMs),
          drawPolicy.entriesMax,
        ],
      )) as EnterReply;
    },
    async numberOf(room, item) {
      const number = await redis.hget(drawKey(room, item), 'number');
      return number === null ? undefined : Number(number);
    },
    async close(room, item, number, now) {
      const reply = (await close([drawKey(room, item), entriesKey(room, item)], [number, now])) as string[] | null;
      if (reply === null) return undefined;
      // Beside each entry stands whose it is, by account.
      return reply.filter((value) => value.startsWith('{')).map((value) => JSON.parse(value) as DrawEntry);
    },
    async finish({ room, item, number, seed, results = [] }, next) {
      const won = results.filter(({ outcome }) => outcome === 'won').length;
      const last = { number, seed, entries: results.length, won };
      const event = changed(item, { number: next.number, commitment: next.commitment, endsAt: null, last });
      const ofDraw = [drawKey(room, item), entriesKey(room, item), dueKey(room)];
      const args = [LOG_LENGTH, item, number, next.number, next.commitment, event];
      return (await finish([...roomLogKeys(keys, room), ...ofDraw], args)) === 1;
    },
    listDue: (room, before) => redis.zrangebyscore(dueKey(room), '-inf', before === Infinity ? '+inf' : before),
    async entry(room, ticket) {
      const known = await redis.get(entryKey(room, ticket));
      if (known === null) return undefined;
      const parts = known.split('|');
      const [account, item] = parts as [Id, Id];
      const [number, ends] = await redis.hmget(drawKey(room, item), 'number', 'ends');
      const isRunning = number === parts.at(-1);
      return { account, item, number: Number(parts.at(-1)), endsAt: isRunning ? Number(ends ?? 0) : 0 };
    },
    async forget(room, ticket) {
      await redis.del(entryKey(room, ticket));
    },
  };
}
