import { compose } from '#src/compose.ts';
import type { Composed } from '#src/compose.ts';
import { readConfig } from '#src/config.ts';
import type { Address } from '#src/contract/accounts.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { PlacePurchase } from '#src/contract/purchases.ts';
import { expireHold } from '#src/orders/expire-hold.ts';
import { sweepOrders } from '#src/orders/sweep-orders.ts';
import type { Member } from '#src/platform/edge/types.ts';
import type { ShelfItemRecord } from '#src/shelf/item.ts';
import { syncItem } from '#src/shelf/sync-item.ts';
import { changeStock } from '#src/stock/add-sku-stock.ts';
import { warmRoom } from '#src/rooms/warm-room.ts';
import { roomPolicy } from '#src/rooms/policy.ts';
import { findKeys } from './redis-nodes.ts';
import { newNamespace, servicesFromEnv } from './service.ts';

/** A clock that stands until it is moved. */
export interface TestClock {
  now(): number;
  pass(milliseconds: number): void;
}

export function createTestClock(): TestClock {
  let at = Date.now();
  return { now: () => at, pass: (milliseconds) => (at += milliseconds) };
}

/** What verbs need, on real Redis and MongoDB in a namespace of its own, without HTTP, sockets and media. */
export interface Bench {
  deps: Composed;
  clock: TestClock;
  namespace: { REDIS_PREFIX: string; dbName: string };
  buyer(name?: string): Promise<Member>;
  close(): Promise<void>;
}

export async function openBench(env: Record<string, string> = {}): Promise<Bench> {
  const namespace = newNamespace();
  const clock = createTestClock();
  const config = readConfig({
    ...servicesFromEnv(),
    NODE_ENV: 'test',
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
    REDIS_PREFIX: namespace.REDIS_PREFIX,
    ...env,
  });
  const deps = await compose(config, { process: 'script', dbName: namespace.dbName, clock });
  return {
    deps,
    clock,
    namespace,
    async buyer(name = 'Buyer') {
      const id = deps.newId();
      await deps.accounts.insert({
        _id: id,
        email: `${id}@test.example`,
        name,
        role: 'member',
        passwordHash: '-',
        address: testAddress,
        createdAt: new Date(),
      });
      return { kind: 'member', id, name, role: 'member', sessionId: deps.newId() };
    },
    async close() {
      await deps.mongo.dropDatabase();
      await deps.close();
    },
  };
}

export const testAddress: Address = {
  name: 'Ann',
  phone: '+86 138 0000 0000',
  region: 'Shanghai',
  street: '1 Nanjing Road',
};

/** A live room with one product on its shelf. */
export interface Sale {
  room: Id;
  item: Id;
  product: Id;
  sku: Id;
  pool: Id;
  seller: Id;
  shop: Id;
  /** A request to buy under a fresh ticket. */
  request(over?: Partial<PlacePurchase>): PlacePurchase;
}

/** Opens a sale straight in the stores; `stock` is what the shop has received in all, of which `units` are on the shelf. */
export async function openSale(
  deps: Composed,
  options: {
    units?: number;
    stock?: number;
    limit?: number;
    price?: number;
    mode?: 'first_paid' | 'equal_chance';
    state?: 'live' | 'scheduled';
    /** Another sale whose room, seller and shop this item joins. */
    beside?: Pick<Sale, 'room' | 'seller' | 'shop'>;
    /** Another sale whose product a further room shows. */
    sameProduct?: Pick<Sale, 'product' | 'sku' | 'seller' | 'shop'>;
  } = {},
): Promise<Sale> {
  const { units = 5, stock = 100, limit, price = 1_990, state = 'live' } = options;
  const { beside, sameProduct } = options;
  const [ownRoom, item, ownProduct, ownSku, pool, ownSeller, ownShop] = Array.from({ length: 7 }, () =>
    deps.newId(),
  ) as [Id, Id, Id, Id, Id, Id, Id];
  const { product, sku } = sameProduct ?? { product: ownProduct, sku: ownSku };
  const { room, seller, shop } = beside ?? { seller: ownSeller, shop: ownShop, ...sameProduct, room: ownRoom };
  if (!beside) await insertLiveRoom(deps, room, seller, state);
  await changeStock(deps, { skuId: sku, productId: product, shopId: shop, delta: stock, key: deps.newId() });
  const at = new Date(deps.clock.now());
  await deps.stock.pools.insert([{ _id: pool, room, item, sku, product, shop, size: units, state: 'opening', at }]);
  await deps.stock.skus.allocate(sku, pool, room, units);
  const record: ShelfItemRecord = {
    _id: item,
    room,
    product,
    shop,
    seller,
    channelName: 'Tea house',
    title: 'Green tea',
    priceVersion: 1,
    ...(limit !== undefined && { limit }),
    ...(options.mode && { mode: options.mode }),
    ...(options.mode === 'equal_chance' && { drawSeconds: 2 }),
    state: 'on_sale',
    onShelf: true,
    order: 0,
    skus: [{ sku, pool, name: '100 g', listPrice: price * 2, price }],
    revision: 1,
    dirty: at,
    at,
  };
  await deps.shelf.insert(record);
  await syncItem(deps, item);
  const request: Sale['request'] = (over = {}) => ({
    room,
    item,
    sku,
    quantity: 1,
    priceVersion: 1,
    ticket: deps.newId(),
    ...over,
  });
  return { room, item, product, sku, pool, seller, shop, request };
}

async function insertLiveRoom(deps: Composed, room: Id, ownerId: Id, state: 'live' | 'scheduled'): Promise<void> {
  const now = deps.clock.now();
  await deps.rooms.insert({
    _id: room,
    channelId: deps.newId(),
    channelName: 'Tea house',
    ownerId,
    title: 'Morning tea',
    state,
    ...(state === 'live' && { onAir: true }),
    startsAt: new Date(now),
    endsAt: new Date(now + 3_600_000),
    startedAt: new Date(now),
    switches: { ...roomPolicy.defaultSwitches },
    moderators: [],
    slowModeSeconds: 0,
    mutedAll: false,
    blockedWords: [],
    likes: 0,
    peakViewers: 0,
    createdAt: new Date(now),
  });
  await warmRoom(deps, room);
}

/** Runs what is due in a room, as sweeps and workers would, until nothing is. */
export async function runDue(deps: Composed, room: Id): Promise<void> {
  for (let rounds = 0; rounds < 20; rounds += 1) {
    const due = await deps.gate.listDue(room, deps.clock.now(), 1_000);
    for (const ticket of due) await expireHold(deps, { room, ticket });
    await sweepOrders(deps);
    if (due.length === 0) return;
  }
  throw new Error(`room ${room} does not come to rest`);
}

/** The refusal as code and details, or undefined when there was none. */
export const refusalOf = async (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof AppError ? { code: error.code, ...error.details } : Promise.reject(error)),
  );

/** Every key of a room. */
function keysOf(deps: Composed, room: Id): Promise<string[]> {
  return findKeys(
    deps.redis,
    deps.keys.room(room, '*').replaceAll(/[{}]/g, (brace) => `\\${brace}`),
  );
}

/** Redis has lost everything of a room. */
export async function loseRoom(deps: Composed, room: Id): Promise<void> {
  const keys = await keysOf(deps, room);
  if (keys.length === 0) throw new Error('there was nothing to lose');
  await deps.redis.del(keys);
  await deps.redis.srem(deps.keys.global('rooms', 'active'), room);
}

/** Takes the room as Redis has it now; the function it answers brings that back, as a Redis without its last moments does. */
export async function rememberRoom(deps: Composed, room: Id): Promise<() => Promise<void>> {
  const keys = await keysOf(deps, room);
  const dumps = await Promise.all(keys.map((key) => deps.redis.dumpBuffer(key)));
  return async () => {
    await loseRoom(deps, room);
    await Promise.all(keys.map((key, index) => deps.redis.restore(key, 0, dumps[index]!)));
    await deps.redis.sadd(deps.keys.global('rooms', 'active'), room);
    // Another process answers now.
    await deps.redis.hset(deps.keys.room(room, 'gate'), 'run', 'a Redis before this one');
  };
}
