import { createOrder } from '#src/orders/create-order.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { placePurchase } from '#src/purchases/place-purchase.ts';
import { openBench, openSale } from '../test/support/sale.ts';
import type { Bench, Sale } from '../test/support/sale.ts';
import { median, printLine } from './report.ts';
import { inLanes } from './rooms/bare-gate.ts';
import { readNumbers } from './rooms/options.ts';

/**
 * What one purchase costs from the request to the durable order beside 10, 1,000 and 100,000 other pools, and then beside a
 * million past orders, against the same purchase in an empty deployment, alternating. What noting the payment costs is
 * printed beside it.
 * `npm run bench -- growth [--tries 5] [--purchases 400] [--pools 100000] [--orders 1000000]`
 */
const { tries, purchases, pools, orders } = readNumbers({
  tries: 5,
  purchases: 400,
  pools: 100_000,
  orders: 1_000_000,
});
const LANES = 8;
const POOLS_PER_ROOM = 100;
const PAID = 40;

interface Place {
  bench: Bench;
  sale: Sale;
  buyers: Member[];
}

async function openPlace(): Promise<Place> {
  const bench = await openBench({ HOLD_SECONDS: '3600' });
  const units = purchases * (tries + 2) * 4;
  const sale = await openSale(bench.deps, { units, stock: units });
  const buyers: Member[] = [];
  for (let count = 0; count < purchases; count += 1) buyers.push(await bench.buyer());
  return { bench, sale, buyers };
}

/** Milliseconds of one purchase from the request to the durable order, and of noting that it is paid. */
async function measure({ bench: { deps, clock }, sale, buyers }: Place): Promise<{ order: number; paid: number }> {
  const requests = buyers.map(() => sale.request());
  const ordered = await inLanes(purchases, LANES, async (index) => {
    await placePurchase(deps, buyers[index]!, requests[index]!);
    await createOrder(deps, { room: sale.room, ticket: requests[index]!.ticket });
  });
  const some = requests.slice(0, PAID);
  const paid = await inLanes(some.length, LANES, async (index) => {
    await deps.orders.markPaid(some[index]!.ticket, deps.newId(), new Date(clock.now()));
  });
  // Nobody may hold more than so many unpaid.
  for (const { ticket } of requests) await deps.gate.markPaid(sale.room, ticket);
  await deps.queues.get('orders').obliterate({ force: true });
  return { order: 1_000 / ordered, paid: 1_000 / paid };
}

const inserted = { pools: 0, orders: 0 };

/** Other rooms that sell: their pools in both stores, as many as there are to be in all. */
async function growPools({ bench: { deps }, sale }: Place, count: number): Promise<void> {
  const at = new Date(deps.clock.now());
  while (inserted.pools < count) {
    const room = deps.newId();
    const rows = Array.from({ length: Math.min(POOLS_PER_ROOM, count - inserted.pools) }, () => {
      const [pool, item, sku] = [deps.newId(), deps.newId(), deps.newId()];
      return {
        _id: pool,
        room,
        item,
        sku,
        product: deps.newId(),
        shop: sale.shop,
        size: 5,
        state: 'open' as const,
        at,
      };
    });
    await deps.stock.pools.insert(rows);
    await deps.mongo.collection('sku_stock').insertMany(
      rows.map(({ _id, sku, product, size }) => ({
        _id: sku as never,
        productId: product,
        shopId: sale.shop,
        available: 0,
        received: size,
        sold: 0,
        pools: { [_id]: { room, size, returned: 0, keys: [] } },
        keys: [],
      })),
    );
    const pipeline = deps.redis.pipeline();
    for (const { _id, item, sku } of rows) {
      pipeline.sadd(deps.keys.room(room, `free:${_id}`), 0, 1, 2, 3, 4);
      pipeline.set(deps.keys.room(room, `offer:${item}:${sku}`), `sale|1|0|1990|5|${_id}`);
    }
    await pipeline.exec();
    inserted.pools += rows.length;
  }
}

/** Orders of shows long over. */
async function growOrders({ bench: { deps }, sale }: Place, count: number): Promise<void> {
  const began = performance.now();
  const [template] = await deps.mongo.collection('orders').find({ room: sale.room }).limit(1).toArray();
  const states = ['paid', 'shipped', 'completed', 'completed', 'completed', 'cancelled'];
  while (inserted.orders < count) {
    const [room, shop] = [deps.newId(), deps.newId()];
    const size = Math.min(5_000, count - inserted.orders);
    await deps.mongo.collection('orders').insertMany(
      Array.from({ length: size }, (_, index) => {
        const id = deps.newId();
        const state = states[index % states.length]!;
        return { ...template, _id: id as never, number: id, room, shop, buyer: deps.newId(), state };
      }),
      { ordered: false },
    );
    inserted.orders += size;
    if (inserted.orders % 250_000 === 0)
      console.log(`  ${inserted.orders} past orders after ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
}

const empty = await openPlace();
const grown = await openPlace();
const ratios: number[] = [];
let last = { ours: 0, baseline: 0 };
async function compare(stage: string): Promise<void> {
  const times = {
    empty: { order: [] as number[], paid: [] as number[] },
    grown: { order: [] as number[], paid: [] as number[] },
  };
  for (const place of [empty, grown]) await measure(place);
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const order = attempt % 2 === 0 ? (['empty', 'grown'] as const) : (['grown', 'empty'] as const);
    for (const name of order) {
      const taken = await measure(name === 'empty' ? empty : grown);
      times[name].order.push(taken.order);
      times[name].paid.push(taken.paid);
    }
  }
  const show = (part: 'order' | 'paid') => {
    const [ours, baseline] = [median(times.grown[part]), median(times.empty[part])];
    return {
      ours,
      baseline,
      text: `${ours.toFixed(2)} ms, empty ${baseline.toFixed(2)} ms: ${(ours / baseline).toFixed(2)}`,
    };
  };
  last = show('order');
  ratios.push(last.ours / last.baseline);
  console.log(`${stage.padEnd(40)} order ${show('order').text}   payment ${show('paid').text}`);
}
try {
  for (const count of [10, 1_000, pools]) {
    await growPools(grown, count);
    await compare(`${count} other pools`);
  }
  await growOrders(grown, orders);
  await compare(`${pools} other pools, ${orders} past orders`);
} finally {
  for (const { bench } of [empty, grown]) await bench.close();
}
console.log(`the dearest against an empty deployment: ${Math.max(...ratios).toFixed(2)}`);
printLine({ bench: 'growth', ours: last.ours, baseline: last.baseline, unit: 'ms a purchase' });
