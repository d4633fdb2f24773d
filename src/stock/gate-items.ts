import type { Redis } from 'ioredis';
import type { Id } from '#src/contract/ids.ts';
import type { RoomEventBody } from '#src/contract/room-events.ts';
import type { SaleMode } from '#src/contract/shelf.ts';
import type { Keys } from '#src/platform/keys.ts';
import { loadScript } from '#src/platform/lua.ts';
import { LOG_LENGTH, roomLogKeys } from '#src/platform/room-log/room-log.ts';
import { stockPolicy } from './policy.ts';
import { mostHeld } from './rules.ts';

/** One SKU of an item as the gate sells it. */
export interface OfferedSku {
  sku: Id;
  pool: Id;
  price: number;
  size: number;
  /** What viewers see of it besides `left`, as the members of a JSON object. */
  members: string;
}

/** One item as the gate sells it; a later revision replaces an earlier one, never the other way round. */
export interface OfferedItem {
  room: Id;
  item: Id;
  product: Id;
  revision: number;
  state: 'on_sale' | 'withdrawn' | 'removed';
  version: number;
  limit: number | undefined;
  /** Absent: `first_tap`. */
  mode?: SaleMode;
  /** What viewers see of it besides its SKUs, as the members of a JSON object. */
  members: string;
  skus: OfferedSku[];
}

export type Selling = 'open' | 'paused' | 'closed';
/** `over`: the room's units are accounted for, and nothing is offered in it again. */
export type Synced = 'done' | 'same' | 'over' | 'resized' | 'warming';
export type Pinned = 'done' | 'older' | 'off' | 'warming';

/** Atomic steps of items and of selling itself in Redis. */
export interface ItemSteps {
  /** Brings one item to the state given and tells the room. */
  sync(item: OfferedItem): Promise<Synced>;
  pin(room: Id, item: Id | undefined, at: number): Promise<Pinned>;
  setSelling(room: Id, selling: Selling): Promise<void>;
  /** Free units by pool; undefined for all when the gate is not ready. */
  left(room: Id, pools: readonly Id[]): Promise<number[] | undefined>;
  /** The free serials of a pool in pieces; what moves meanwhile may come twice or not. */
  freeSerials(room: Id, pool: Id): AsyncIterable<number[]>;
  areFree(room: Id, pool: Id, serials: readonly number[]): Promise<boolean[]>;
  /** Takes the free units of pools away that are being settled. False while the gate is being built: ask again. */
  seal(room: Id, pools: readonly Id[]): Promise<boolean>;
  /** Lets Redis forget what was sold in a room that is settled; the gate stays closed and answers so. */
  forget(room: Id, pools: readonly { _id: Id; item: Id; sku: Id }[]): Promise<void>;
  /** Units of an item an account has bought or holds. */
  boughtOf(room: Id, item: Id, account: Id): Promise<number>;
  /** Rooms the sweeps look at. */
  activeRooms(): Promise<Id[]>;
  setActive(room: Id, active: boolean): Promise<void>;
}

/** The item's hash, for the builder of a gate; sync-item.lua writes the same. */
export function itemFields({ revision, state, skus }: OfferedItem): string[] {
  const listed = skus.map(({ sku, pool }) => `${sku}:${pool}`).join(' ');
  const fields = ['revision', revision, 'state', state, 'skus', listed];
  for (const { pool, size } of skus) fields.push(`size:${pool}`, size);
  return fields.map(String);
}

/** How the gate sells what is on sale. */
const saleWords = { first_tap: 'sale', first_paid: 'pay', equal_chance: 'draw' } as const;
const saleWord = (mode: SaleMode = 'first_tap') => saleWords[mode];

/** One SKU's string that the gate reads; see hold-units.lua. */
export function offerText({ state, version, limit, mode }: OfferedItem, { price, pool, size }: OfferedSku): string {
  return [state === 'on_sale' ? saleWord(mode) : 'off', version, limit ?? 0, price, mostHeld(size), pool].join('|');
}

export function createItemSteps(redis: Redis, keys: Keys): ItemSteps {
  const script = (file: string, withRoomLog = false) =>
    loadScript(redis, new URL(file, import.meta.url), { withRoomLog });
  const syncItem = script('./sync-item.lua', true);
  const fillPool = script('./fill-pool.lua');
  const pinItem = script('./pin-item.lua', true);
  const setSelling = script('./set-selling.lua');
  const sealPools = script('./seal-pools.lua');
  const itemKey = (room: Id, item: Id) => keys.room(room, `item:${item}`);
  const gateKey = (room: Id) => keys.room(room, 'gate');
  const activeKey = keys.global('rooms', 'active');
  const doorKey = (room: Id) => keys.room(room, 'door');
  const itemKeys = (room: Id, item: Id) => [
    ...roomLogKeys(keys, room),
    doorKey(room),
    gateKey(room),
    itemKey(room, item),
  ];

  /** Puts the serials that a pool gained aside, in small steps. */
  async function fill(room: Id, item: Id, { pool, size }: OfferedSku, known: number): Promise<void> {
    const on = [itemKey(room, item), keys.room(room, `fresh:${pool}`)];
    for (let first = known; first < size; first += stockPolicy.fillBatch) {
      const last = Math.min(size, first + stockPolicy.fillBatch) - 1;
      await fillPool(on, [pool, known, first, last, stockPolicy.abandonedMs * 6]);
    }
  }

  return {
    async sync(item) {
      const sizes = await knownSizes(item);
      await Promise.all(item.skus.map((sku, index) => fill(item.room, item.item, sku, sizes[index]!)));
      const skus = item.skus.flatMap(({ sku, pool, price, size, members }, index) => [
        sku,
        pool,
        price,
        sizes[index]!,
        Math.max(size, sizes[index]!),
        members,
        mostHeld(Math.max(size, sizes[index]!)),
      ]);
      const { revision, state, version, limit, members, product, mode } = item;
      const facts = [LOG_LENGTH, item.item, revision, state, version, limit ?? 0, members, product, saleWord(mode)];
      return (await syncItem(itemKeys(item.room, item.item), [...facts, ...skus])) as Synced;
    },
    async pin(room, item, at) {
      const body: RoomEventBody = item
        ? { kind: 'item.pinned', itemId: item, at: new Date(at).toISOString() }
        : { kind: 'item.unpinned' };
      const args = [LOG_LENGTH, item ?? '', at, JSON.stringify(body)];
      return (await pinItem(itemKeys(room, item ?? 'none'), args)) as Pinned;
    },
    async setSelling(room, selling) {
      await setSelling([gateKey(room), doorKey(room)], [selling]);
      if (selling !== 'closed') await redis.sadd(activeKey, room);
    },
    async *freeSerials(room, pool) {
      let cursor = '0';
      do {
        const [next, found] = await redis.sscan(keys.room(room, `free:${pool}`), cursor, 'COUNT', 5_000);
        yield found.map(Number);
        cursor = next;
      } while (cursor !== '0');
    },
    async areFree(room, pool, serials) {
      if (serials.length === 0) return [];
      const found = await redis.smismember(keys.room(room, `free:${pool}`), ...serials);
      return found.map((each) => each === 1);
    },
    async left(room, pools) {
      const pipeline = redis.pipeline().exists(doorKey(room));
      for (const pool of pools) pipeline.scard(keys.room(room, `free:${pool}`));
      const [ready, ...counts] = (await pipeline.exec())!.map(([error, value]) => {
        if (error) throw error;
        return value as number;
      });
      return ready === 1 ? counts : undefined;
    },
    async seal(room, pools) {
      for (let start = 0; start < pools.length; start += 500) {
        const free = pools.slice(start, start + 500).map((pool) => keys.room(room, `free:${pool}`));
        if ((await sealPools([doorKey(room), gateKey(room), ...free], [])) !== 1) return false;
      }
      return true;
    },
    async forget(room, pools) {
      const ofPool = pools.flatMap(({ _id, item, sku }) => [`free:${_id}`, `offer:${item}:${sku}`]);
      const items = [...new Set(pools.map(({ item }) => item))];
      const ofItem = items.flatMap((item) => ['item', 'bought', 'draw', 'entries'].map((name) => `${name}:${item}`));
      const all = [...ofPool, ...ofItem, 'holding', 'lapses'].map((name) => keys.room(room, name));
      for (let start = 0; start < all.length; start += 500) await redis.unlink(all.slice(start, start + 500));
      await redis.pexpire(gateKey(room), stockPolicy.ticketKeepMs);
      await redis.pexpire(doorKey(room), stockPolicy.ticketKeepMs);
    },
    boughtOf: async (room, item, account) =>
      Number((await redis.hget(keys.room(room, `bought:${item}`), account)) ?? 0),
    activeRooms: () => redis.smembers(activeKey),
    async setActive(room, active) {
      if (active) await redis.sadd(activeKey, room);
      else await redis.srem(activeKey, room);
    },
  };

  async function knownSizes({ room, item, skus }: OfferedItem): Promise<number[]> {
    if (skus.length === 0) return [];
    const sizes = await redis.hmget(itemKey(room, item), ...skus.map(({ pool }) => `size:${pool}`));
    return sizes.map((size) => Number(size ?? 0));
  }
}
