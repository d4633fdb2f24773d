import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Composed } from '#src/compose.ts';
import { createOrder } from '#src/orders/create-order.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { cancelPurchase } from '#src/purchases/cancel-purchase.ts';
import { placePurchase } from '#src/purchases/place-purchase.ts';
import { stockPolicy } from '#src/stock/policy.ts';
import { setSelling } from '#src/stock/set-selling.ts';
import { warmGate } from '#src/stock/warm-gate.ts';
import { expectBalanced } from '../support/ledger.ts';
import { loseRoom, openBench, openSale, refusalOf, runDue } from '../support/sale.ts';
import type { Bench, Sale } from '../support/sale.ts';

let bench: Bench;
let deps: Composed;
beforeAll(async () => {
  bench = await openBench({ HOLD_SECONDS: '300' });
  deps = bench.deps;
});
afterAll(() => bench.close());

const hold = async (sale: Sale, buyer: Member, quantity = 1) => {
  const request = sale.request({ quantity });
  await placePurchase(deps, buyer, request);
  return request.ticket;
};
const refused = (sale: Sale, buyer: Member, quantity = 1) =>
  refusalOf(placePurchase(deps, buyer, sale.request({ quantity })));
const pay = async (sale: Sale, ticket: string) => {
  await createOrder(deps, { room: sale.room, ticket });
  expect(await deps.orders.markPaid(ticket, deps.newId(), new Date(bench.clock.now()))).toBe(true);
  await deps.gate.markPaid(sale.room, ticket);
};
const letLapse = async (sale: Sale, buyer: Member, isDurable = true) => {
  const ticket = await hold(sale, buyer);
  if (isDurable) await createOrder(deps, { room: sale.room, ticket });
  bench.clock.pass(301_000);
  await runDue(deps, sale.room);
};

describe('what one buyer may hold', () => {
  it('is so many unpaid purchases in a room, until one is paid or let go', async () => {
    const sale = await openSale(deps, { units: 60 });
    const beside = await openSale(deps, { units: 60, beside: sale });
    const buyer = await bench.buyer();
    const tickets: string[] = [];
    for (let count = 0; count < stockPolicy.holdsMax; count += 1) {
      tickets.push(await hold(count % 2 === 0 ? sale : beside, buyer));
    }
    for (const each of [sale, beside]) {
      expect(await refused(each, buyer)).toMatchObject({ code: 'TOO_MANY_HOLDS', max: 10, open: 10 });
    }
    await hold(sale, await bench.buyer());
    await pay(sale, tickets[0]!);
    await hold(beside, buyer);
    expect(await refused(sale, buyer)).toMatchObject({ code: 'TOO_MANY_HOLDS' });
    await cancelPurchase(deps, buyer, tickets[1]!);
    await hold(sale, buyer);
    await expectBalanced(deps, sale.room);
  });

  it('is a share of a pool, however it is spread over tickets sent at once', async () => {
    const sale = await openSale(deps, { units: 20 });
    const buyer = await bench.buyer();
    const answers = await Promise.all(Array.from({ length: 6 }, () => refused(sale, buyer, 3)));
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(3);
    expect(answers.filter(Boolean)).toEqual(
      Array(3).fill(expect.objectContaining({ code: 'HOLD_SHARE', max: 10, held: 9 })),
    );
    expect(await refused(sale, buyer)).toBeUndefined();
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 10, held: 10 });
  });

  it('is counted for each pool, whichever other pools the buyer holds units of', async () => {
    const sale = await openSale(deps, { units: 20 });
    const beside = await openSale(deps, { units: 20, beside: sale });
    const buyer = await bench.buyer();
    const [first, second] = [await hold(sale, buyer, 4), await hold(beside, buyer, 9)];
    expect(await refused(beside, buyer, 2)).toMatchObject({ code: 'HOLD_SHARE', max: 10, held: 9 });
    const third = await hold(sale, buyer, 6);
    expect(await refused(sale, buyer)).toMatchObject({ code: 'HOLD_SHARE', max: 10, held: 10 });
    await pay(sale, first);
    await hold(sale, buyer, 4);
    expect(await refused(beside, buyer, 2)).toMatchObject({ code: 'HOLD_SHARE', held: 9 });
    for (const ticket of [second, third]) await cancelPurchase(deps, buyer, ticket);
    await hold(beside, buyer, 10);
    expect(await refused(sale, buyer, 7)).toMatchObject({ code: 'HOLD_SHARE', held: 4 });
    await expectBalanced(deps, sale.room);
  });

  it('is counted again when Redis has lost the room', async () => {
    const sale = await openSale(deps, { units: 20 });
    const buyer = await bench.buyer();
    const ticket = await hold(sale, buyer, 8);
    await createOrder(deps, { room: sale.room, ticket });
    await loseRoom(deps, sale.room);
    await warmGate(deps, sale.room);
    expect(await refused(sale, buyer, 3)).toMatchObject({ code: 'HOLD_SHARE', held: 8 });
    await cancelPurchase(deps, buyer, ticket);
    expect(await refused(sale, buyer, 10)).toBeUndefined();
    await expectBalanced(deps, sale.room);
  });
});

describe('a buyer who lets holds run out', () => {
  it('waits longer each time, and no more after paying', async () => {
    const sale = await openSale(deps, { units: 5 });
    const buyer = await bench.buyer();
    await letLapse(sale, buyer);
    await letLapse(sale, buyer, false);
    const first = await placePurchase(deps, buyer, sale.request()).catch((error: unknown) => error);
    expect(first).toMatchObject({ code: 'HOLD_BACK_OFF', retryAfterMs: stockPolicy.lapseBaseMs });
    expect(await refused(sale, await bench.buyer())).toBeUndefined();
    bench.clock.pass(stockPolicy.lapseBaseMs);
    await letLapse(sale, buyer);
    expect(await refused(sale, buyer)).toMatchObject({ code: 'HOLD_BACK_OFF', seconds: 60 });
    bench.clock.pass(60_000);
    await pay(sale, await hold(sale, buyer));
    await letLapse(sale, buyer);
    expect(await refused(sale, buyer)).toBeUndefined();
    await expectBalanced(deps, sale.room);
  });

  it('is not blamed for cancelling, and forgiven in time', async () => {
    const sale = await openSale(deps, { units: 5 });
    const buyer = await bench.buyer();
    for (let count = 0; count < 4; count += 1) await cancelPurchase(deps, buyer, await hold(sale, buyer));
    await letLapse(sale, buyer);
    bench.clock.pass(stockPolicy.lapseForgetMs);
    await letLapse(sale, buyer);
    expect(await refused(sale, buyer)).toBeUndefined();
  });
});

describe('the limit of an item', () => {
  it('holds over all rooms of a sale, also for tickets that are no order yet', async () => {
    const first = await openSale(deps, { units: 9, limit: 3 });
    const second = await openSale(deps, { units: 9, limit: 3, sameProduct: first });
    const [buyer, other] = [await bench.buyer(), await bench.buyer()];
    const durable = await hold(first, buyer);
    await createOrder(deps, { room: first.room, ticket: durable });
    const pending = await hold(first, buyer);
    await setSelling(deps, first.room, 'closed');
    expect(await refused(second, buyer, 2)).toMatchObject({ code: 'LIMIT_REACHED', limit: 3, bought: 2 });
    expect(await refused(second, other, 3)).toBeUndefined();
    await hold(second, buyer);
    await cancelPurchase(deps, buyer, pending);
    await hold(second, buyer);
    expect(await refused(second, buyer)).toMatchObject({ code: 'LIMIT_REACHED', bought: 3 });
    await loseRoom(deps, first.room);
    expect(await refused(second, buyer)).toMatchObject({ code: 'LIMIT_REACHED', bought: 3 });
    bench.clock.pass(stockPolicy.saleMs + 1);
    expect(await refused(second, buyer)).toBeUndefined();
  });
});
