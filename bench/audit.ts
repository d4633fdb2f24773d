import { parseArgs } from 'node:util';
import { auditRoom } from '#src/ledger/audit-room.ts';
import { unitId } from '#src/stock/unit.ts';
import { openBench, openSale } from '../test/support/sale.ts';
import { median, printLine } from './report.ts';

/**
 * The audit of one room with a million units, a tenth of them sold, against a bare read of the same documents and
 * serials. `npm run bench -- audit [--units 1000000] [--tries 3]`
 */
const { values } = parseArgs({
  options: { units: { type: 'string', default: '1000000' }, tries: { type: 'string', default: '3' } },
});
const units = Number(values.units);
const PER_ORDER = 100;
const sold = Math.floor((units * 0.1) / PER_ORDER) * PER_ORDER;

const bench = await openBench();
const { deps } = bench;
const sale = await openSale(deps, { units: 1, stock: units });
const free = deps.keys.room(sale.room, `free:${sale.pool}`);

console.log(`filling a room with ${units} units, ${sold} of them sold`);
const now = new Date(deps.clock.now());
await deps.mongo.collection<{ _id: string }>('pools').updateOne({ _id: sale.pool }, { $set: { size: units } });
await deps.mongo
  .collection<{ _id: string }>('sku_stock')
  .updateOne({ _id: sale.sku }, { $set: { [`pools.${sale.pool}.size`]: units, available: 0 } });
for (let first = sold; first < units; first += 10_000) {
  await deps.redis.sadd(free, ...Array.from({ length: Math.min(10_000, units - first) }, (_, index) => first + index));
}
await deps.redis.srem(free, ...(sold > 0 ? [0] : [-1]));
for (let first = 0; first < sold; first += 50 * PER_ORDER) {
  const orders = Array.from({ length: Math.min(50, (sold - first) / PER_ORDER) }, (_, index) => {
    const [id, payment] = [deps.newId(), deps.newId()];
    const serials = Array.from({ length: PER_ORDER }, (__, unit) => first + index * PER_ORDER + unit);
    return { id, payment, serials };
  });
  await deps.mongo.collection('stock_units').insertMany(
    orders.flatMap(({ id, serials }) =>
      serials.map((serial) => ({
        _id: unitId(sale.pool, serial) as never,
        pool: sale.pool,
        room: sale.room,
        ticket: id,
        buyer: sale.seller,
        item: sale.item,
        at: now,
        hold: {
          sku: sale.sku,
          quantity: PER_ORDER,
          version: 1,
          price: 1_990,
          until: now,
          at: now,
          seq: 1,
          pinned: false,
        },
      })),
    ),
    { ordered: false },
  );
  const common = { buyer: sale.seller, shop: sale.shop, room: sale.room, amount: 1_990 * PER_ORDER };
  await deps.mongo.collection('orders').insertMany(
    orders.map(({ id, payment, serials }) => ({
      ...common,
      _id: id as never,
      number: id,
      state: 'paid',
      payment,
      pool: sale.pool,
      serials,
      quantity: PER_ORDER,
      placedAt: now,
    })),
  );
  await deps.mongo.collection('payments').insertMany(
    orders.map(({ id, payment }) => ({
      ...common,
      _id: payment as never,
      order: id,
      attempt: 1,
      state: 'captured',
      changedAt: now,
    })),
  );
}

async function bareRead(): Promise<number> {
  let seen = 0;
  for await (const serials of deps.gate.freeSerials(sale.room, sale.pool)) seen += serials.length;
  for await (const unit of deps.stock.units.ofPool(sale.pool)) seen += unit._id.length > 0 ? 1 : 0;
  for await (const order of deps.orders.ofRoom(sale.room)) seen += order.serials.length > 0 ? 0 : 1;
  return seen;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

try {
  const times = { ours: [] as number[], bare: [] as number[] };
  for (let attempt = 0; attempt < Number(values.tries); attempt += 1) {
    times.bare.push(
      await seconds(async () => {
        if ((await bareRead()) !== units) throw new Error('the bare read misses units');
      }),
    );
    times.ours.push(
      await seconds(async () => {
        const { findings, units: count } = await auditRoom(deps, sale.room);
        if (findings.length > 0 || count.sold !== sold || count.free !== units - sold) {
          throw new Error(`the audit is wrong: ${JSON.stringify(count)} ${JSON.stringify(findings.slice(0, 3))}`);
        }
      }),
    );
    console.log(
      `try ${attempt + 1}: audit ${times.ours.at(-1)!.toFixed(1)} s, bare read ${times.bare.at(-1)!.toFixed(1)} s`,
    );
  }
  console.log(`${units} units, resident memory ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
  printLine({ bench: 'audit', ours: median(times.ours), baseline: median(times.bare), unit: 's' });
} finally {
  await bench.close();
}
process.exit(0);
