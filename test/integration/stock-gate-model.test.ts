import fc from 'fast-check';
import type { Redis } from 'ioredis';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKeys } from '#src/platform/keys.ts';
import type { Keys } from '#src/platform/keys.ts';
import { createLog } from '#src/platform/log.ts';
import { connectRedis } from '#src/platform/redis.ts';
import { createGate } from '#src/stock/store.ts';
import type { Gate } from '#src/stock/store.ts';
import { clearLapses, createGateModel, decideHold, decideReclaim, freeUnits, lapse } from '../support/gate-model.ts';
import type { GateModel, ModelTicket } from '../support/gate-model.ts';
import { newNamespace, servicesFromEnv } from '../support/service.ts';

/** Short sequences of commands, so many because most mistakes need few commands, but the right ones. */
const RUNS = Number(process.env['GATE_RUNS'] ?? 10_000);
/** Sequences side by side, each in a room of its own: Redis answers one while another waits. */
const LANES = 8;
const TICKETS = Array.from({ length: 12 }, () => v7());
const ACCOUNTS = Array.from({ length: 3 }, () => v7());

let redis: Redis;
let keys: Keys;
let gate: Gate;
beforeAll(() => {
  const log = createLog({ level: 'silent', name: 'test', nodeId: 'test' });
  redis = connectRedis(servicesFromEnv().REDIS_URL, log, 'test');
  keys = createKeys(newNamespace().REDIS_PREFIX);
  gate = createGate(redis, keys, Date.now);
});
afterAll(() => redis.quit());

/** One gate under test: a room with one item of one SKU. */
interface Real {
  room: string;
  item: string;
  sku: string;
  pool: string;
  /** Of whoever counts the room. */
  token: string;
  revision: number;
}

async function sync(model: GateModel, real: Real): Promise<void> {
  real.revision += 1;
  const outcome = await gate.sync({
    room: real.room,
    item: real.item,
    product: real.item,
    revision: real.revision,
    state: model.onSale ? 'on_sale' : 'withdrawn',
    version: model.version,
    limit: model.limit,
    members: '"title":"x"',
    skus: [{ sku: real.sku, pool: real.pool, price: model.version * 100, size: model.size, members: '"x":1' }],
  });
  expect(outcome).toBe('done');
}

async function openReal(model: GateModel): Promise<Real> {
  const real = { room: v7(), item: v7(), sku: v7(), pool: v7(), token: v7(), revision: 0 };
  const { token } = real;
  // Sent together and run in this order.
  const [turn, opened] = await Promise.all([
    gate.beginWarming(real.room, token, false),
    gate.openGate(real.room, token, 'open'),
    sync(model, real),
  ]);
  expect([turn, opened]).toEqual(['build', true]);
  return real;
}

/** Redis is shared with other tests. */
async function forget({ room, item, sku, pool }: Real): Promise<void> {
  const names = [
    'gate',
    'door',
    'pending',
    'holds',
    'holding',
    'lapses',
    `item:${item}`,
    `bought:${item}`,
    `free:${pool}`,
    `offer:${item}:${sku}`,
  ];
  const all = [...names, ...TICKETS.map((id) => `ticket:${id}`)].map((name) => keys.room(room, name));
  await redis.unlink(all);
}

/** Every unit is free or some ticket's, never both; counts, states and buyers' sums are the model's. */
async function compare(model: GateModel, real: Real): Promise<void> {
  const ids = [...model.tickets.keys()];
  const [members, due, bought, holding, ...tickets] = await Promise.all([
    redis.smembers(keys.room(real.room, `free:${real.pool}`)),
    gate.listDue(real.room, Infinity, 100),
    redis.hgetall(keys.room(real.room, `bought:${real.item}`)),
    redis.hgetall(keys.room(real.room, 'holding')),
    ...ids.map((id) => gate.ticket(real.room, id)),
  ]);
  const free = members.map(Number);
  expect(free).toHaveLength(freeUnits(model));
  const taken: number[] = [];
  for (const [index, id] of ids.entries()) {
    const { state, quantity } = model.tickets.get(id)!;
    const ticket = tickets[index]!;
    expect(ticket).toMatchObject({ state, quantity });
    expect(ticket.serials).toHaveLength(quantity);
    if (state !== 'released') taken.push(...ticket.serials);
  }
  expect([...free, ...taken].toSorted((a, b) => a - b)).toEqual(Array.from({ length: model.size }, (_, n) => n));
  const live = [...model.tickets].filter(([, { state }]) => state !== 'released' && state !== 'paid').map(([id]) => id);
  expect(due.toSorted()).toEqual(live.toSorted());
  for (const [index, account] of ACCOUNTS.entries()) {
    const mine = [...model.tickets.values()].filter((each) => each.account === index && each.state !== 'released');
    const units = mine.reduce((sum, each) => sum + each.quantity, 0);
    expect(Number(bought[account] ?? 0)).toBe(units);
    const open = mine.filter((each) => each.state !== 'paid');
    const held = open.reduce((sum, each) => sum + each.quantity, 0);
    expect(holding[account]).toBe(open.length > 0 ? `${open.length}|${held}|${real.pool}=${held}|` : undefined);
  }
}

/** Answers the gate has given, to see that the sequences reach all of them. */
const answered = new Set<number>();

type Command = fc.AsyncCommand<GateModel, Real>;
const command = (name: string, run: (model: GateModel, real: Real) => Promise<void>): Command => ({
  check: () => true,
  run,
  toString: () => name,
});

type Request = [ticket: number, account: number, quantity: number, stale: boolean];

/** Requests sent at once reach the gate in one call and are decided in their order. */
const hold = (...requests: Request[]): Command =>
  command(`hold(${JSON.stringify(requests)})`, async (model, real) => {
    const { room, item, sku } = real;
    const sent = requests.map(async ([ticket, account, quantity, stale]) => {
      const version = stale ? model.version - 1 : model.version;
      const id = TICKETS[ticket]!;
      const request = { room, item, sku, ticket: id, account: ACCOUNTS[account]!, quantity, version };
      const answer = gate.hold({ ...request, now: model.now, until: 2_000, seen: '' });
      return { expected: decideHold(model, id, { account, quantity, version }), code: (await answer)[0] };
    });
    for (const { expected, code } of await Promise.all(sent)) {
      answered.add(code);
      expect(code).toBe(expected);
    }
  });

const move = (
  name: string,
  ticket: number,
  from: ModelTicket['state'][],
  to: ModelTicket['state'],
  act: (room: string, id: string) => Promise<unknown>,
): Command =>
  command(`${name}(t${ticket})`, async (model, real) => {
    await act(real.room, TICKETS[ticket]!);
    const known = model.tickets.get(TICKETS[ticket]!);
    if (known && from.includes(known.state)) known.state = to;
  });

const releasing = (t: number): Command =>
  command(`finishRelease(t${t})`, async (model, real) => {
    const outcome = await gate.finishRelease(real.room, TICKETS[t]!);
    if (!model.ready) expect(outcome).toBe('warming');
    const known = model.tickets.get(TICKETS[t]!);
    if (model.ready && known?.state === 'releasing') known.state = 'released';
  });

const reclaiming = (t: number): Command =>
  command(`reclaim(t${t})`, async (model, real) => {
    const count = model.tickets.get(TICKETS[t]!)?.quantity ?? 1;
    const expected = decideReclaim(model, TICKETS[t]!);
    const asked = { room: real.room, id: TICKETS[t]!, until: 3_000, kept: [], count };
    const { outcome } = await gate.take({ ...asked, from: 'released', to: 'ordered' });
    expect(outcome).toBe(expected);
  });

/** The gate closes for somebody who counts the room, or opens again. */
const counting = (ready: boolean): Command =>
  command(ready ? 'open the gate' : 'close the gate', async (model, real) => {
    if (ready === model.ready) return;
    if (!ready) expect(await gate.beginWarming(real.room, real.token, true)).toBe('build');
    else expect(await gate.openGate(real.room, real.token, model.selling)).toBe(true);
    model.ready = ready;
  });

const lapsing = command('all holds run out', async (model, real) => {
  for (const [id, known] of model.tickets) {
    await gate.markReleasing(real.room, id, model.now, 9_000, true);
    if (known.state !== 'held' && known.state !== 'ordered') continue;
    known.state = 'releasing';
    lapse(model, known.account);
  }
});

const ticket = fc.nat(TICKETS.length - 1);
const request = (stale: fc.Arbitrary<boolean>): fc.Arbitrary<Request> =>
  fc.tuple(ticket, fc.nat(ACCOUNTS.length - 1), fc.integer({ min: 1, max: 4 }), stale);
const commands: fc.Arbitrary<Command>[] = [
  request(fc.constant(false)).map((each) => hold(each)),
  request(fc.boolean()).map((each) => hold(each)),
  fc.array(request(fc.constant(false)), { minLength: 2, maxLength: 6 }).map((all) => hold(...all)),
  ticket.map((t) => move('markOrdered', t, ['held'], 'ordered', (room, id) => gate.markOrdered(room, id))),
  ticket.map((t) =>
    command(`markPaid(t${t})`, async (model, real) => {
      // Only an order that was not decided against is ever paid; MongoDB sees to that.
      const known = model.tickets.get(TICKETS[t]!);
      if (known?.state !== 'held' && known?.state !== 'ordered') return;
      await gate.markPaid(real.room, TICKETS[t]!);
      known.state = 'paid';
      clearLapses(model, known.account);
    }),
  ),
  ticket.map((t) =>
    move('markReleasing', t, ['held', 'ordered'], 'releasing', (room, id) =>
      gate.markReleasing(room, id, 1_500, 9_000),
    ),
  ),
  ticket.map(releasing),
  ticket.map(reclaiming),
  fc.boolean().map(counting),
  fc.constant(lapsing),
  fc.tuple(ticket, fc.nat(ACCOUNTS.length - 1)).map(([t, account]) => {
    const tries = [0, 1, 2].map((next) => hold([(t + next) % TICKETS.length, account, 1, false]));
    return command(`lapse twice(t${t} a${account})`, async (model, real) => {
      for (const each of [tries[0]!, tries[1]!, lapsing, tries[2]!]) await each.run(model, real);
    });
  }),
  fc.integer({ min: 1, max: 60_000 }).map((ms) =>
    command(`pass(${ms})`, async (model) => {
      model.now += ms;
    }),
  ),
  fc.constantFrom('open', 'open', 'paused', 'closed').map((selling) =>
    command(`setSelling(${selling})`, async (model, real) => {
      await gate.setSelling(real.room, selling);
      model.selling = selling;
    }),
  ),
  fc.constant(
    command('newPrice', async (model, real) => {
      if (!model.ready) return;
      model.version += 1;
      await sync(model, real);
    }),
  ),
  fc.boolean().map((onSale) =>
    command(onSale ? 'offer' : 'withdraw', async (model, real) => {
      if (!model.ready) return;
      model.onSale = onSale;
      await sync(model, real);
    }),
  ),
  fc.integer({ min: 1, max: 3 }).map((units) =>
    command(`grow(${units})`, async (model, real) => {
      if (!model.ready) return;
      model.size += units;
      await sync(model, real);
    }),
  ),
];

/** One lane's share of the sequences; every failure is shrunk to its shortest form and names its seed. */
const explore = (runs: number, lane: number) =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 14 }),
      fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      fc.commands(commands, { maxCommands: 24 }),
      async (size, limit, sequence) => {
        const model = createGateModel(size, limit);
        const real = await openReal(model);
        await fc.asyncModelRun(() => ({ model, real }), sequence);
        await compare(model, real);
        await forget(real);
      },
    ),
    { numRuns: runs, seed: SEED + lane },
  );

const SEED = Number(process.env['GATE_SEED'] ?? Date.now() & 0x7fffffff);

describe('the gate against its model', () => {
  it(`agrees over ${RUNS} sequences of commands`, { timeout: 600_000 }, async () => {
    const share = Math.ceil(RUNS / LANES);
    await Promise.all(Array.from({ length: LANES }, (_, lane) => explore(share, lane)));
    expect([...answered].toSorted((a, b) => a - b)).toEqual([-12, -11, -9, -8, -7, -6, -4, -3, -2, -1, 1, 2]);
  });
});
