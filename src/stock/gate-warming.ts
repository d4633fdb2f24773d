import type { Redis } from 'ioredis';
import type { Id } from '#src/contract/ids.ts';
import type { Keys } from '#src/platform/keys.ts';
import { loadScript } from '#src/platform/lua.ts';
import { runIdOf } from '#src/platform/redis.ts';
import { stockPolicy } from './policy.ts';
import type { Selling } from './gate-items.ts';

/** One Redis command on a key of the room, named without the room's prefix. */
export type BuildCommand = [name: string, key: string, ...args: (string | number)[]];

/** Steps of building a room's gate anew; nothing changes free units while it is being built but its one builder. */
export interface WarmingSteps {
  beginWarming(room: Id, token: string, force: boolean): Promise<'ready' | 'busy' | 'build'>;
  /** Runs the commands if the gate is still this builder's. False when it is not. */
  build(room: Id, token: string, commands: BuildCommand[]): Promise<boolean>;
  /** Counts what buyers hold by these tickets, all of a buyer in one call. False when the gate is not this builder's. */
  countHolding(room: Id, token: string, tickets: readonly Id[]): Promise<boolean>;
  openGate(room: Id, token: string, selling: Selling, pinned?: { item: Id; at: number }): Promise<boolean>;
  isReady(room: Id): Promise<boolean>;
  /** Revisions of items the gate knows; undefined where Redis has lost the item. */
  knownItems(room: Id, items: readonly Id[]): Promise<(Record<string, string> | undefined)[]>;
  /** Which of these tickets Redis knows, whatever their state. */
  knownTickets(room: Id, tickets: readonly Id[]): Promise<Set<Id>>;
  /** Remembers that Redis contradicts MongoDB, until the next count begins; a sweep counts. */
  askRecount(room: Id): Promise<void>;
  /** The same; true once per interval: count now. */
  wantRecount(room: Id): Promise<boolean>;
  /** Whether the room should be counted anew: it is wanted, or was counted under another Redis process than answers now. */
  isStale(room: Id): Promise<boolean>;
  /** Which Redis process answers now; to be read before anything that is counted. */
  currentRun(room: Id): Promise<string>;
  noteRun(room: Id, run: string): Promise<void>;
}

export function createWarmingSteps(redis: Redis, keys: Keys): WarmingSteps {
  const script = (file: string) => loadScript(redis, new URL(file, import.meta.url));
  const begin = script('./begin-warm.lua');
  const build = script('./build-gate.lua');
  const open = script('./open-gate.lua');
  const library = new URL('./holding.lua', import.meta.url);
  const count = loadScript(redis, new URL('./count-holding.lua', import.meta.url), { library });
  const gateKey = (room: Id) => keys.room(room, 'gate');
  const doorKey = (room: Id) => keys.room(room, 'door');
  const lockKey = (room: Id) => keys.room(room, 'gate:lock');
  const all = (room: Id) => [gateKey(room), doorKey(room), lockKey(room)];
  const { warmLockMs, recountEveryMs } = stockPolicy;

  const currentRun = (room: Id) => runIdOf(redis, gateKey(room));

  return {
    beginWarming: (room, token, force) => begin(all(room), [token, warmLockMs, force ? 1 : 0]) as never,
    async build(room, token, commands) {
      const named = commands.map(([name, key, ...args]) => [name, keys.room(room, key), ...args.map(String)]);
      return (await build([gateKey(room), lockKey(room)], [token, warmLockMs, JSON.stringify(named)])) === 1;
    },
    async countHolding(room, token, tickets) {
      const ofTickets = tickets.map((ticket) => keys.room(room, `ticket:${ticket}`));
      return (await count([gateKey(room), keys.room(room, 'holding'), ...ofTickets], [token])) === 1;
    },
    openGate: async (room, token, selling, pinned) =>
      (await open(all(room), [token, selling, pinned?.item ?? '', pinned?.at ?? 0])) === 1,
    isReady: async (room) => (await redis.exists(doorKey(room))) === 1,
    async knownItems(room, items) {
      const found = await Promise.all(items.map((item) => redis.hgetall(keys.room(room, `item:${item}`))));
      return found.map((fields) => (fields['revision'] === undefined ? undefined : fields));
    },
    async knownTickets(room, tickets) {
      const there = await Promise.all(tickets.map((ticket) => redis.exists(keys.room(room, `ticket:${ticket}`))));
      return new Set(tickets.filter((_, index) => there[index] === 1));
    },
    async askRecount(room) {
      await redis.hset(gateKey(room), 'recount', '1');
    },
    async wantRecount(room) {
      await redis.hset(gateKey(room), 'recount', '1');
      return (await redis.set(keys.room(room, 'gate:recounted'), '1', 'PX', recountEveryMs, 'NX')) === 'OK';
    },
    async isStale(room) {
      const [[counted, wanted], current] = await Promise.all([
        redis.hmget(gateKey(room), 'run', 'recount'),
        currentRun(room),
      ]);
      return counted !== current || wanted !== null;
    },
    currentRun,
    async noteRun(room, run) {
      await redis.hset(gateKey(room), 'run', run);
    },
  };
}
