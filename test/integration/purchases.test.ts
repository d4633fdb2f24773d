import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppError } from '#src/contract/errors.ts';
import { createOrder } from '#src/orders/create-order.ts';
import { cancelPurchase } from '#src/purchases/cancel-purchase.ts';
import { placePurchase } from '#src/purchases/place-purchase.ts';
import { readStatus } from '#src/purchases/read-status.ts';
import { setSelling } from '#src/stock/set-selling.ts';
import { expectBalanced } from '../support/ledger.ts';
import { openBench, openSale, refusalOf, runDue } from '../support/sale.ts';
import type { Bench } from '../support/sale.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ HOLD_SECONDS: '300' });
});
afterAll(() => bench.close());

describe('the gate', () => {
  it('gives the last unit to exactly one of 50 buyers at once', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 1 });
    const buyers = await Promise.all(Array.from({ length: 50 }, () => bench.buyer()));
    const answers = await Promise.allSettled(buyers.map((buyer) => placePurchase(deps, buyer, sale.request())));
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
    const codes = answers.flatMap((answer) => (answer.status === 'rejected' ? [(answer.reason as AppError).code] : []));
    expect(codes).toEqual(Array(49).fill('SOLD_OUT'));
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, held: 1 });
  });

  it('answers a repeated ticket as the first time, and holds once', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 3 });
    const buyer = await bench.buyer();
    const request = sale.request({ quantity: 2 });
    const answers = await Promise.all(Array.from({ length: 10 }, () => placePurchase(deps, buyer, request)));
    bench.clock.pass(1_000);
    answers.push(await placePurchase(deps, buyer, request));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ ticket: request.ticket, quantity: 2, unitPrice: 1_990, amount: 3_980 });
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 1, held: 2 });
  });

  it('refuses a ticket with other content, and hides it from other accounts', async () => {
    const { deps } = bench;
    const sale = await openSale(deps);
    const [buyer, other] = [await bench.buyer(), await bench.buyer()];
    const request = sale.request();
    await placePurchase(deps, buyer, request);
    expect(await refusalOf(placePurchase(deps, buyer, { ...request, quantity: 2 }))).toMatchObject({
      code: 'TICKET_REUSED',
    });
    expect(await refusalOf(placePurchase(deps, other, request))).toMatchObject({ code: 'UNKNOWN_TICKET' });
    for (const room of [undefined, sale.room]) {
      expect(await refusalOf(readStatus(deps, other, { ticket: request.ticket, room }))).toMatchObject({
        code: 'UNKNOWN_TICKET',
      });
    }
    expect(await refusalOf(cancelPurchase(deps, other, request.ticket))).toMatchObject({ code: 'UNKNOWN_TICKET' });
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 4, held: 1 });
  });

  it('is all or nothing for several units', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 3 });
    const buyer = await bench.buyer();
    await placePurchase(deps, buyer, sale.request({ quantity: 2 }));
    expect(await refusalOf(placePurchase(deps, buyer, sale.request({ quantity: 2 })))).toMatchObject({
      code: 'SOLD_OUT',
      left: 1,
    });
    await placePurchase(deps, buyer, sale.request({ quantity: 1 }));
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, held: 3 });
  });

  it('counts the limit per buyer over all tickets, and gives it back on cancelling', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 9, limit: 3 });
    const [buyer, other] = [await bench.buyer(), await bench.buyer()];
    const first = sale.request({ quantity: 2 });
    await placePurchase(deps, buyer, first);
    expect(await refusalOf(placePurchase(deps, buyer, sale.request({ quantity: 2 })))).toMatchObject({
      code: 'LIMIT_REACHED',
      limit: 3,
      bought: 2,
    });
    await placePurchase(deps, buyer, sale.request({ quantity: 1 }));
    await placePurchase(deps, other, sale.request({ quantity: 3 }));
    await cancelPurchase(deps, buyer, first.ticket);
    await placePurchase(deps, buyer, sale.request({ quantity: 2 }));
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 3, held: 6 });
  });

  it('refuses a price the buyer has not seen, with the new one', async () => {
    const { deps } = bench;
    const sale = await openSale(deps);
    const refusal = await refusalOf(placePurchase(deps, await bench.buyer(), sale.request({ priceVersion: 7 })));
    expect(refusal).toMatchObject({ code: 'PRICE_CHANGED', priceVersion: 1, unitPrice: 1_990 });
  });

  it('sells only while the room sells, and only what is on the shelf', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { state: 'scheduled' });
    const buyer = await bench.buyer();
    const buy = (over = {}) => refusalOf(placePurchase(deps, buyer, sale.request(over)));
    expect(await buy()).toMatchObject({ code: 'NOT_LIVE', selling: 'closed' });
    await setSelling(deps, sale.room, 'open');
    expect(await buy()).toBeUndefined();
    await setSelling(deps, sale.room, 'paused');
    expect(await buy()).toMatchObject({ code: 'NOT_LIVE', selling: 'paused' });
    await setSelling(deps, sale.room, 'open');
    expect(await buy({ item: deps.newId() })).toMatchObject({ code: 'ITEM_NOT_FOUND' });
    expect(await buy({ sku: deps.newId() })).toMatchObject({ code: 'ITEM_NOT_FOUND' });
    expect(await buy({ room: deps.newId() })).toMatchObject({ code: 'NOT_FOUND' });
    await expectBalanced(deps, sale.room);
  });
});

describe('the status of a purchase', () => {
  it('is true at every stage', async () => {
    const { deps, clock } = bench;
    const sale = await openSale(deps);
    const buyer = await bench.buyer();
    const request = sale.request({ seen: { seq: 41, mediaMs: 1_500, source: 'friend_card' } });
    const status = () => readStatus(deps, buyer, { ticket: request.ticket });
    expect(await refusalOf(status())).toMatchObject({ code: 'UNKNOWN_TICKET' });
    const accepted = await placePurchase(deps, buyer, request);
    expect(await status()).toEqual({ status: 'accepted', accepted });
    await createOrder(deps, { room: sale.room, ticket: request.ticket });
    expect(await status()).toMatchObject({
      status: 'order',
      order: {
        id: request.ticket,
        state: 'placed',
        amount: 1_990,
        title: 'Green tea',
        skuName: '100 g',
        channelName: 'Tea house',
        seen: { seq: 41, mediaMs: 1_500, source: 'friend_card', pinned: false, priceVersion: 1 },
      },
    });
    clock.pass(301_000);
    await runDue(deps, sale.room);
    expect(await status()).toMatchObject({ status: 'order', order: { state: 'cancelled', cancelReason: 'timeout' } });
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 5, held: 0 });
  });

  it('is void when the hold ended before an order was made', async () => {
    const { deps, clock } = bench;
    const sale = await openSale(deps);
    const buyer = await bench.buyer();
    const request = sale.request();
    await placePurchase(deps, buyer, request);
    clock.pass(301_000);
    await runDue(deps, sale.room);
    expect(await readStatus(deps, buyer, { ticket: request.ticket })).toEqual({
      status: 'void',
      ticket: request.ticket,
    });
    // The job that comes late makes nothing of it.
    expect(await createOrder(deps, { room: sale.room, ticket: request.ticket })).toBe('void');
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 5 });
  });
});

describe('cancelling', () => {
  it('frees the units at once, before and after the order is durable', async () => {
    const { deps } = bench;
    const sale = await openSale(deps, { units: 2 });
    const buyer = await bench.buyer();
    const [early, late] = [sale.request(), sale.request()];
    await placePurchase(deps, buyer, early);
    expect(await cancelPurchase(deps, buyer, early.ticket)).toEqual({ status: 'void', ticket: early.ticket });
    expect(await deps.gate.left(sale.room, [sale.pool])).toEqual([2]);
    await placePurchase(deps, buyer, late);
    await createOrder(deps, { room: sale.room, ticket: late.ticket });
    const cancelled = await cancelPurchase(deps, buyer, late.ticket);
    expect(cancelled).toMatchObject({ status: 'order', order: { state: 'cancelled', cancelReason: 'user' } });
    expect(await cancelPurchase(deps, buyer, late.ticket)).toEqual(cancelled);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 2 });
  });
});
