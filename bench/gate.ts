import { setImmediate as breathe } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Redis } from 'ioredis';
import { v7 } from 'uuid';
import type { AppError } from '#src/contract/errors.ts';
import { createKeys } from '#src/platform/keys.ts';
import { holdUnits } from '#src/stock/hold-units.ts';
import type { WarmDeps } from '#src/stock/warm-gate.ts';
import { createGate } from '#src/stock/store.ts';
import { median, printLine } from './report.ts';
import { bareGate, inLanes } from './rooms/bare-gate.ts';

/**
 * Purchase decisions per second through the gate as the service calls it, all accepted, against a bare script of three
 * commands on the same connection. Both run in the same process, alternating, with the same number in flight. Beside
 * them, refusals of a SKU that is sold out, which is what most requests of a drop meet, against purchases accepted.
 * `npm run bench -- gate [--tries 7] [--in-flight 50] [--decisions 20000]`
 */
const { values } = parseArgs({
  options: {
    tries: { type: 'string', default: '7' },
    'in-flight': { type: 'string', default: '50' },
    decisions: { type: 'string', default: '20000' },
  },
});
const tries = Number(values.tries);
const inFlight = Number(values['in-flight']);
const decisions = Number(values.decisions);

const redis = new Redis(process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379');
const keys = createKeys(`bench${Date.now().toString(36)}`);
const gate = createGate(redis, keys, Date.now);
const buyers = Array.from({ length: 20_000 }, () => v7());

/** A room with its log open and this many units. */
async function openRoom(size: number): Promise<{ room: string; item: string; sku: string }> {
  const [room, item, sku, pool, token] = [v7(), v7(), v7(), v7(), v7()];
  await redis.set(keys.room(room, 'seq'), Date.now());
  await gate.beginWarming(room, token, false);
  await gate.openGate(room, token, 'open');
  const offered = { sku, pool, price: 1_990, size, members: `"skuId":"${sku}"` };
  await gate.sync({
    room,
    item,
    product: item,
    revision: 1,
    state: 'on_sale',
    version: 1,
    limit: 999,
    members: '"title":"Tea"',
    skus: [offered],
  });
  return { room, item, sku };
}

/** Purchases decided per second: all accepted, or with no unit left all refused. */
async function decide(units: number): Promise<number> {
  const { room, item, sku } = await openRoom(units);
  const tickets = Array.from({ length: decisions }, () => v7());
  const deps = { gate } as unknown as WarmDeps;
  const now = Date.now();
  return inLanes(decisions, inFlight, async (index) => {
    const held = holdUnits(deps, {
      room,
      item,
      sku,
      quantity: 1,
      version: 1,
      ticket: tickets[index]!,
      account: buyers[index % buyers.length]!,
      now,
      until: now + 300_000,
      seen: '{"seq":1795411685924,"mediaMs":61000,"source":"room"}',
    });
    if (units > 0) return held;
    const refusal = await held.then(
      () => undefined,
      (error: AppError) => error.code,
    );
    if (refusal !== 'SOLD_OUT') throw new Error('a unit was sold though there was none');
  });
}

async function forget(): Promise<void> {
  let cursor = '0';
  do {
    const [next, found] = await redis.scan(cursor, 'MATCH', `${keys.prefix}:*`, 'COUNT', 5_000);
    if (found.length > 0) await redis.unlink(found);
    cursor = next;
  } while (cursor !== '0');
}

const contenders = {
  accepted: () => decide(decisions),
  refused: () => decide(0),
  bare: () => bareGate(redis, decisions, inFlight),
};
const names = Object.keys(contenders) as (keyof typeof contenders)[];
const rates = { accepted: [] as number[], refused: [] as number[], bare: [] as number[] };
// One round of each first, so that none pays for loading scripts and compiling.
for (const name of names) await contenders[name]();
for (let attempt = 0; attempt < tries; attempt += 1) {
  for (const name of attempt % 2 === 0 ? names : names.toReversed()) {
    await breathe();
    rates[name].push(await contenders[name]());
    await forget();
  }
}
await gate.refusals.flush();
await redis.quit();

const share = (part: number, whole: number) => Number((part / whole).toFixed(2));
console.table(
  rates.bare.map((bare, index) => ({
    'accepted/s': Math.round(rates.accepted[index]!),
    'bare script, calls/s': Math.round(bare),
    'accepted : bare': share(rates.accepted[index]!, bare),
    'refused as sold out/s': Math.round(rates.refused[index]!),
    'refused : accepted': share(rates.refused[index]!, rates.accepted[index]!),
  })),
);
console.log(`${decisions} decisions per try, ${inFlight} in flight, one connection, Node ${process.version}`);
const unit = 'purchase decisions per second';
printLine({ bench: 'gate-sold-out', ours: median(rates.refused), baseline: median(rates.accepted), unit });
printLine({ bench: 'gate', ours: median(rates.accepted), baseline: median(rates.bare), unit });
