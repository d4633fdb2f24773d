import fc from 'fast-check';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cancelPurchase } from '#src/purchases/cancel-purchase.ts';
import { placePurchase } from '#src/purchases/place-purchase.ts';
import { createOrder } from '#src/orders/create-order.ts';
import { expireHold } from '#src/orders/expire-hold.ts';
import { applyCapture } from '#src/payments/apply-capture.ts';
import type { PaymentRecord } from '#src/payments/payment.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { warmGate } from '#src/stock/warm-gate.ts';
import { readLedger } from '../support/read-ledger.ts';
import {
  cancel,
  capture,
  createSaleModel,
  expire,
  forget,
  freeInModel,
  HOLD_MS,
  place,
  work,
} from '../support/sale-model.ts';
import type { SaleModel, SoldTicket } from '../support/sale-model.ts';
import { loseRoom, openBench, openSale, refusalOf } from '../support/sale.ts';
import type { Bench, Sale } from '../support/sale.ts';

/** Sequences of commands; the nightly run sets more. */
const RUNS = Number(process.env['SALE_RUNS'] ?? 60);
const TICKETS = 6;

let bench: Bench;
let buyers: Member[];
beforeAll(async () => {
  bench = await openBench({ HOLD_SECONDS: String(HOLD_MS / 1_000) });
  // Orders and ends of holds are made by the commands and nobody else.
  bench.deps.queues.add = async () => {};
  buyers = await Promise.all([bench.buyer(), bench.buyer()]);
});
afterAll(() => bench.close());

/** Gate, worker and end of holds of one room, as the commands drive them. */
interface Real {
  sale: Sale;
  tickets: string[];
}

const codeOf = async (call: Promise<unknown>): Promise<string> => (await refusalOf(call))?.code ?? 'ok';

/** Orders as the model names their states. */
async function statesOf({ tickets }: Real): Promise<(string | undefined)[]> {
  const orders = await Promise.all(tickets.map((id) => bench.deps.orders.find(id)));
  return orders.map((order) => (order?.state === 'cancelled' ? order.cancelReason : order?.state));
}

/** The ledger balances, and orders and free units are the model's. */
async function compare(model: SaleModel, real: Real): Promise<void> {
  const { pools, problems } = await readLedger(bench.deps, real.sale.room);
  const expected = Array.from({ length: TICKETS }, (_, ticket) => model.tickets.get(String(ticket))?.state);
  expect(await statesOf(real)).toEqual(expected.map((state) => (state === 'accepted' ? undefined : state)));
  expect(problems).toEqual([]);
  expect(pools[0]).toMatchObject({ size: model.size, free: freeInModel(model) });
}

type Command = fc.AsyncCommand<SaleModel, Real>;
const command = (name: string, run: (model: SaleModel, real: Real) => Promise<void>): Command => ({
  check: () => true,
  async run(model, real) {
    await run(model, real);
    await compare(model, real);
  },
  toString: () => name,
});

const placing = (ticket: number, account: number, quantity: number): Command =>
  command(`place(t${ticket} a${account} x${quantity})`, async (model, real) => {
    // A ticket that ended before Redis was lost is accepted once more, until its worker finds how it ended; or refused.
    if (model.tickets.get(String(ticket))?.forgotten) return;
    const request = real.sale.request({ ticket: real.tickets[ticket]!, quantity });
    const code = await codeOf(placePurchase(bench.deps, buyers[account]!, request));
    // How much one buyer may hold, and when again, is the gate model's part.
    const isBuyerLimit = code === 'HOLD_BACK_OFF' || code === 'HOLD_SHARE';
    const expected = place(isBuyerLimit ? structuredClone(model) : model, String(ticket), account, quantity);
    expect(isBuyerLimit ? 'ok' : code).toBe(expected);
  });

const job = (real: Real, ticket: number) => ({ room: real.sale.room, ticket: real.tickets[ticket]! });

const working = (ticket: number, times: number): Command =>
  command(`work(t${ticket} x${times})`, async (model, real) => {
    work(model, String(ticket));
    await Promise.all(Array.from({ length: times }, () => createOrder(bench.deps, job(real, ticket))));
  });

const expiring = (ticket: number): Command =>
  command(`expire(t${ticket})`, async (model, real) => {
    expire(model, String(ticket));
    await expireHold(bench.deps, job(real, ticket));
  });

const cancelling = (ticket: number, account: number): Command =>
  command(`cancel(t${ticket} a${account})`, async (model, real) => {
    const expected = cancel(model, String(ticket), account);
    expect(await codeOf(cancelPurchase(bench.deps, buyers[account]!, real.tickets[ticket]!))).toBe(expected);
  });

const capturing = (ticket: number): Command =>
  command(`capture(t${ticket})`, async (model, real) => {
    const order = real.tickets[ticket]!;
    const at = new Date();
    const facts = { buyer: v7(), shop: v7(), amount: 1, currency: 'CNY', provider: 'sandbox', at, changedAt: at };
    const payment: PaymentRecord = {
      _id: v7(),
      order,
      attempt: Math.floor(Math.random() * 1e9),
      state: 'captured',
      ...facts,
    };
    await bench.deps.payments.insert(payment);
    expect(await applyCapture(bench.deps, payment)).toBe(capture(model, String(ticket)));
  });

/** Everybody at once; whoever is first decides, and the model follows it to any outcome the rules allow. */
const racing = (ticket: number): Command =>
  command(`race(t${ticket})`, async (model, real) => {
    const known = model.tickets.get(String(ticket));
    const buyer = buyers[known?.account ?? 0]!;
    const { deps } = bench;
    await Promise.all([
      createOrder(deps, job(real, ticket)),
      codeOf(cancelPurchase(deps, buyer, real.tickets[ticket]!)),
      expireHold(deps, job(real, ticket)),
      createOrder(deps, job(real, ticket)),
    ]);
    if (known?.state !== 'accepted' && known?.state !== 'placed') return;
    const state = (await statesOf(real))[ticket];
    const isOver = known.until <= model.now;
    const allowed = known.state === 'accepted' ? ['void', 'user'] : ['user'];
    expect([...allowed, ...(isOver ? ['timeout'] : [])]).toContain(state);
    known.state = state as SoldTicket['state'];
  });

const passing = (milliseconds: number): Command =>
  command(`pass(${milliseconds / 1_000} s)`, async (model) => {
    model.now += milliseconds;
    bench.clock.pass(milliseconds);
  });

const counting = command('recount', (_model, real) => warmGate(bench.deps, real.sale.room, { force: true }));

const losing = command('lose Redis', async (model, real) => {
  forget(model);
  await loseRoom(bench.deps, real.sale.room);
  await warmGate(bench.deps, real.sale.room);
});

const ticket = fc.nat(TICKETS - 1);
const account = fc.nat(1);
const commands: fc.Arbitrary<Command>[] = [
  fc.tuple(ticket, account, fc.integer({ min: 1, max: 3 })).map((request) => placing(...request)),
  fc.tuple(ticket, account, fc.integer({ min: 1, max: 3 })).map((request) => placing(...request)),
  fc.tuple(ticket, fc.integer({ min: 1, max: 3 })).map((each) => working(...each)),
  ticket.map(expiring),
  fc.tuple(ticket, account).map((each) => cancelling(...each)),
  ticket.map(capturing),
  ticket.map(racing),
  fc.constantFrom(1_000, HOLD_MS / 2, HOLD_MS).map(passing),
  fc.constant(counting),
  fc.constant(losing),
];

async function open(model: SaleModel): Promise<Real> {
  const { size: units, limit } = model;
  const sale = await openSale(bench.deps, { units, stock: units, ...(limit !== undefined && { limit }) });
  return { sale, tickets: Array.from({ length: TICKETS }, () => v7()) };
}

describe('gate, worker and end of holds against the model of a sale', () => {
  it(`agree over ${RUNS} sequences of commands`, { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.option(fc.integer({ min: 2, max: 5 }), { nil: undefined }),
        fc.commands(commands, { maxCommands: 24, size: '+1' }),
        async (size, limit, sequence) => {
          const model = createSaleModel(size, limit);
          const real = await open(model);
          await fc.asyncModelRun(() => ({ model, real }), sequence);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
