import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Composed } from '#src/compose.ts';
import type { PaymentEvent } from '#src/contract/purchases.ts';
import { createOrder } from '#src/orders/create-order.ts';
import { completeOrder, shipOrder } from '#src/orders/ship-order.ts';
import { checkReceiptLimit } from '#src/payments/check-receipt-limit.ts';
import { receiveWebhook } from '#src/payments/receive-webhook.ts';
import { refundOrder } from '#src/payments/refund-order.ts';
import { requestRefund } from '#src/payments/request-refund.ts';
import { actOnIntent } from '#src/payments/sandbox/act-on-intent.ts';
import { settleEvent } from '#src/payments/settle-event.ts';
import { startPayment } from '#src/payments/start-payment.ts';
import { sweepPayments } from '#src/payments/sweep-payments.ts';
import { signBody } from '#src/payments/webhook-signature.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { cancelPurchase } from '#src/purchases/cancel-purchase.ts';
import { placePurchase } from '#src/purchases/place-purchase.ts';
import { Died, dieAt } from '../support/die-at.ts';
import type { Step } from '../support/die-at.ts';
import { expectBalanced } from '../support/ledger.ts';
import { loseRoom, openBench, openSale, refusalOf, runDue, testAddress } from '../support/sale.ts';
import type { Bench, Sale } from '../support/sale.ts';

let bench: Bench;
let deps: Composed;
beforeAll(async () => {
  bench = await openBench({ HOLD_SECONDS: '300', PAYMENT_WEBHOOK_SECRET: 'a secret of the test' });
  deps = bench.deps;
});
afterAll(() => bench.close());

interface Bought {
  sale: Sale;
  buyer: Member;
  seller: Member;
  ticket: string;
}

async function buy(options: Parameters<typeof openSale>[1] = {}, quantity = 1): Promise<Bought> {
  const sale = await openSale(deps, { units: 3, ...options });
  const buyer = await bench.buyer();
  const request = sale.request({ quantity });
  await placePurchase(deps, buyer, request);
  await createOrder(deps, { room: sale.room, ticket: request.ticket });
  const seller: Member = { ...buyer, id: sale.seller, name: 'Seller' };
  return { sale, buyer, seller, ticket: request.ticket };
}

/** The provider's event for the order's latest payment. */
async function eventOf(ticket: string, over: Partial<PaymentEvent> = {}): Promise<PaymentEvent> {
  const payment = (await deps.payments.latestOf(ticket))!;
  return {
    id: deps.newId(),
    type: 'payment.captured',
    at: new Date(bench.clock.now()).toISOString(),
    paymentId: payment._id,
    intentId: payment.intent!,
    amount: payment.amount,
    currency: payment.currency,
    ...over,
  };
}

function call(event: unknown, options: { secret?: string; at?: number; signature?: string } = {}) {
  const body = Buffer.from(typeof event === 'string' ? event : JSON.stringify(event));
  const secret = options.secret ?? deps.config.PAYMENT_WEBHOOK_SECRET;
  const signature = options.signature ?? signBody(secret, body, options.at ?? bench.clock.now());
  return { body, header: (name: string) => (name === 'shelfcast-signature' ? signature : undefined) };
}

async function deliver(event: PaymentEvent): Promise<void> {
  await receiveWebhook(deps, 'sandbox', call(event));
  await settleEvent(deps, event.id);
}

const stateOf = async (ticket: string) => (await deps.orders.find(ticket))?.state;

describe('starting a payment', () => {
  it('needs an address, keeps it on the order, and answers the open payment again', async () => {
    const { buyer, ticket } = await buy();
    await deps.mongo.collection('accounts').updateOne({ _id: buyer.id as never }, { $unset: { address: 1 } });
    expect(await refusalOf(startPayment(deps, buyer, ticket))).toMatchObject({ code: 'ADDRESS_REQUIRED' });
    await deps.accounts.setAddress(buyer.id, testAddress);
    const starts = await Promise.all(Array.from({ length: 5 }, () => startPayment(deps, buyer, ticket)));
    starts.push(await startPayment(deps, buyer, ticket));
    expect(new Set(starts.map((start) => start.paymentId)).size).toBe(1);
    expect(new Set(starts.map((start) => start.url)).size).toBe(1);
    expect(starts[0]).toMatchObject({ amount: 1_990, url: expect.stringContaining('/pay/') });
    expect((await deps.orders.find(ticket))?.address).toEqual(testAddress);
  });

  it('makes the order durable first when its job has not run', async () => {
    const sale = await openSale(deps);
    const buyer = await bench.buyer();
    const request = sale.request();
    await placePurchase(deps, buyer, request);
    await deps.gate.setActive(sale.room, true);
    expect(await startPayment(deps, buyer, request.ticket)).toMatchObject({ amount: 1_990 });
    expect(await stateOf(request.ticket)).toBe('placed');
  });

  it('is refused to others, after the hold, and once paid', async () => {
    const { buyer, ticket, sale } = await buy();
    expect(await refusalOf(startPayment(deps, await bench.buyer(), ticket))).toMatchObject({ code: 'UNKNOWN_TICKET' });
    await startPayment(deps, buyer, ticket);
    await deliver(await eventOf(ticket));
    expect(await refusalOf(startPayment(deps, buyer, ticket))).toMatchObject({ code: 'ORDER_STATE', state: 'paid' });
    const late = await buy();
    bench.clock.pass(301_000);
    expect(await refusalOf(startPayment(deps, late.buyer, late.ticket))).toMatchObject({ code: 'HOLD_ENDED' });
    await runDue(deps, late.sale.room);
    expect(await refusalOf(startPayment(deps, late.buyer, late.ticket))).toMatchObject({ code: 'HOLD_ENDED' });
    await expectBalanced(deps, sale.room);
  });

  it('keeps a personal shop within its daily receipts', async () => {
    const { buyer, ticket, sale } = await buy({ price: 6_000_000 });
    const shop = { _id: sale.shop, ownerId: sale.seller, type: 'personal', name: 'Shop', state: 'open' };
    await deps.mongo.collection('shops').insertOne(shop as never);
    await startPayment(deps, buyer, ticket);
    await deliver(await eventOf(ticket));
    const second = sale.request();
    await placePurchase(deps, buyer, second);
    await createOrder(deps, { room: sale.room, ticket: second.ticket });
    expect(await refusalOf(startPayment(deps, buyer, second.ticket))).toMatchObject({
      code: 'RECEIPT_LIMIT',
      limit: 10_000_000,
      received: 6_000_000,
    });
    await expectBalanced(deps, sale.room);
  });
});

describe('the daily receipts of a personal shop', () => {
  /** Buyers with an order each, of which the shop may receive the money of one. */
  async function open(buyers: number) {
    const first = await buy({ units: 20, price: 6_000_000 });
    const shop = { _id: first.sale.shop, ownerId: first.sale.seller, type: 'personal', name: 'Shop', state: 'open' };
    await deps.mongo.collection('shops').insertOne(shop as never);
    const others = Array.from({ length: buyers - 1 }, async () => {
      const buyer = await bench.buyer();
      const { ticket } = await placePurchase(deps, buyer, first.sale.request());
      await createOrder(deps, { room: first.sale.room, ticket });
      return { buyer, ticket };
    });
    return { sale: first.sale, people: [first, ...(await Promise.all(others))] };
  }

  it('are never exceeded by buyers who begin together', async () => {
    const { people } = await open(6);
    const starts = await Promise.all(people.map(({ buyer, ticket }) => refusalOf(startPayment(deps, buyer, ticket))));
    const states = await Promise.all(people.map(async ({ ticket }) => (await deps.payments.latestOf(ticket))?.state));
    expect(states.filter((state) => state === 'open').length).toBeLessThanOrEqual(1);
    for (const [index, refusal] of starts.entries()) expect(refusal === undefined).toBe(states[index] === 'open');
    // Whoever was too many tries again; one of all gets through.
    const again: unknown[] = [];
    for (const { buyer, ticket } of people) again.push(await refusalOf(startPayment(deps, buyer, ticket)));
    expect(again.filter((refusal) => refusal === undefined)).toHaveLength(1);
    expect(again).toContainEqual({ code: 'RECEIPT_LIMIT', limit: 10_000_000, received: 6_000_000 });
    // What is not paid in time is not expected any more.
    bench.clock.pass(301_000);
    const { _id, shop } = (await deps.orders.find(people[0]!.ticket))!;
    await checkReceiptLimit(deps, { _id, shop, amount: 10_000_000 });
  });

  it('are not exceeded by late money either, which goes back', async () => {
    const { sale, people } = await open(1);
    const late = people[0]!;
    await startPayment(deps, late.buyer, late.ticket);
    bench.clock.pass(301_000);
    await runDue(deps, sale.room);
    const buyer = await bench.buyer();
    const { ticket } = await placePurchase(deps, buyer, sale.request());
    await createOrder(deps, { room: sale.room, ticket });
    await startPayment(deps, buyer, ticket);
    await deliver(await eventOf(ticket));
    await deliver(await eventOf(late.ticket));
    expect(await stateOf(ticket)).toBe('paid');
    expect(await stateOf(late.ticket)).toBe('cancelled');
    expect((await deps.payments.latestOf(late.ticket))?.state).toBe('refunding');
    await expectBalanced(deps, sale.room);
  });
});

describe('a webhook', () => {
  it('pays the order once, however often it comes', async () => {
    const { buyer, seller, ticket, sale } = await buy();
    await startPayment(deps, buyer, ticket);
    const event = await eventOf(ticket);
    await Promise.all(Array.from({ length: 5 }, () => deliver(event)));
    await deliver({ ...event, id: deps.newId() });
    expect(await deps.orders.find(ticket)).toMatchObject({ state: 'paid', payment: event.paymentId });
    const told = await deps.notifications.list(seller.id, undefined, 10);
    expect(told.filter((each) => each.kind === 'order_paid')).toHaveLength(1);
    bench.clock.pass(400_000);
    await runDue(deps, sale.room);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ sold: 1, held: 0, free: 2 });
  });

  it('is refused when its signature is missing, forged, old, or over other bytes', async () => {
    const { buyer, ticket } = await buy();
    await startPayment(deps, buyer, ticket);
    const event = await eventOf(ticket);
    const now = bench.clock.now();
    const signed = call(event).header('shelfcast-signature')!;
    const forgeries = [
      call(event, { secret: 'another secret' }),
      call(event, { at: now - 301_000 }),
      call(event, { at: now + 301_000 }),
      call(event, { signature: '' }),
      call(event, { signature: signed.replace(/v1=../, 'v1=00') }),
      call(event, { signature: `${signed},v1=00` }),
      call({ ...event, amount: 1 }, { signature: signed }),
      { ...call(event), header: () => undefined },
    ];
    for (const forgery of forgeries) {
      expect(await refusalOf(receiveWebhook(deps, 'sandbox', forgery))).toMatchObject({ code: 'SIGNATURE_INVALID' });
    }
    expect(await refusalOf(receiveWebhook(deps, 'other', call(event)))).toMatchObject({ code: 'NOT_FOUND' });
    for (const junk of ['{', 'null', '[]', JSON.stringify({ ...event, surplus: 1 })]) {
      expect(await refusalOf(receiveWebhook(deps, 'sandbox', call(junk)))).toMatchObject({ code: 'INVALID_INPUT' });
    }
    expect(await deps.payments.findEvent(event.id)).toBeUndefined();
    expect(await stateOf(ticket)).toBe('placed');
  });

  it('changes nothing with a wrong amount, another currency or an unknown payment, and leaves a line', async () => {
    const { buyer, ticket, sale } = await buy();
    await startPayment(deps, buyer, ticket);
    await deliver(await eventOf(ticket, { amount: 1 }));
    await deliver(await eventOf(ticket, { currency: 'USD' }));
    await deliver(await eventOf(ticket, { paymentId: deps.newId() }));
    expect(await stateOf(ticket)).toBe('placed');
    expect((await deps.payments.latestOf(ticket))?.state).toBe('open');
    const lines = await deps.mongo.collection('audit').find({ 'subject.id': ticket }).toArray();
    expect(lines.map((line) => line['act'])).toEqual(['payment.mismatch', 'payment.mismatch']);
    await expectBalanced(deps, sale.room);
  });

  it('may say declined, before or after the money came after all', async () => {
    const { buyer, ticket, sale } = await buy();
    await startPayment(deps, buyer, ticket);
    const first = await eventOf(ticket, { type: 'payment.declined' });
    await deliver(first);
    expect(await stateOf(ticket)).toBe('placed');
    const second = await startPayment(deps, buyer, ticket);
    expect(second.paymentId).not.toBe(first.paymentId);
    await deliver(await eventOf(ticket));
    await deliver(await eventOf(ticket, { type: 'payment.declined' }));
    expect(await deps.orders.find(ticket)).toMatchObject({ state: 'paid', payment: second.paymentId });
    // The first attempt is captured as well: that money goes back.
    await deliver({ ...first, id: deps.newId(), type: 'payment.captured' });
    expect((await deps.payments.find(first.paymentId))?.state).toBe('refunding');
    expect((await deps.payments.find(second.paymentId))?.state).toBe('captured');
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ sold: 1 });
  });
});

describe('money that goes back before our own books know of it', () => {
  it('pays nothing when the refund is told before the capture, and the buyer may pay again', async () => {
    const { buyer, ticket, sale } = await buy();
    await startPayment(deps, buyer, ticket);
    const captured = await eventOf(ticket);
    await deliver(await eventOf(ticket, { type: 'refund.done' }));
    await deliver(captured);
    expect(await deps.payments.find(captured.paymentId)).toMatchObject({ state: 'refunded' });
    expect(await stateOf(ticket)).toBe('placed');
    const again = await startPayment(deps, buyer, ticket);
    expect(again.paymentId).not.toBe(captured.paymentId);
    await deliver(await eventOf(ticket));
    expect(await deps.orders.find(ticket)).toMatchObject({ state: 'paid', payment: again.paymentId });
    await expectBalanced(deps, sale.room);
  });

  it('refunds the order when the provider gives the money back by itself, also when the parcel is on its way or has arrived', async () => {
    for (const state of ['paid', 'shipped', 'completed']) {
      const { buyer, seller, ticket, sale } = await buy();
      await startPayment(deps, buyer, ticket);
      await deliver(await eventOf(ticket));
      if (state !== 'paid') await shipOrder(deps, seller, ticket, { carrier: 'SF', trackingNumber: 'SF123' });
      if (state === 'completed') await completeOrder(deps, buyer, ticket);
      expect(await stateOf(ticket)).toBe(state);
      const done = await eventOf(ticket, { type: 'refund.done' });
      await deliver(done);
      await deliver({ ...done, id: deps.newId() });
      expect(await stateOf(ticket)).toBe('refunded');
      expect(await refusalOf(shipOrder(deps, seller, ticket, { carrier: 'SF', trackingNumber: '1' }))).toMatchObject({
        code: 'ORDER_STATE',
      });
      expect(await expectBalanced(deps, sale.room)).toMatchObject({ sold: 1 });
    }
  });

  for (const [name, types] of [
    ['declined, refunded, captured', ['payment.declined', 'refund.done', 'payment.captured']],
    ['refunded, captured, declined', ['refund.done', 'payment.captured', 'payment.declined']],
    ['captured, refunded, captured', ['payment.captured', 'refund.done', 'payment.captured']],
  ] as const)
    it(`never leaves an order paid without money: ${name}`, async () => {
      const { buyer, ticket, sale } = await buy();
      await startPayment(deps, buyer, ticket);
      const events = await Promise.all(types.map((type) => eventOf(ticket, { type })));
      for (const event of events) await deliver(event);
      expect((await deps.payments.latestOf(ticket))?.state).toBe('refunded');
      expect(await stateOf(ticket)).toBe(types[0] === 'payment.captured' ? 'refunded' : 'placed');
      await expectBalanced(deps, sale.room);
    });

  it('reclaims no units for money that was sent back while its event waited to be tried again', async () => {
    const { buyer, ticket, sale } = await buy();
    await startPayment(deps, buyer, ticket);
    bench.clock.pass(301_000);
    await runDue(deps, sale.room);
    const event = await eventOf(ticket);
    await receiveWebhook(deps, 'sandbox', call(event));
    const dying = dieAt(deps, 'payments.markCaptured', 'after');
    await expect(settleEvent(dying, event.id)).rejects.toBeInstanceOf(Died);
    await deps.payments.markRefunding(event.paymentId, new Date(bench.clock.now()));
    await settleEvent(deps, event.id);
    expect(await stateOf(ticket)).toBe('cancelled');
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 3, sold: 0 });
  });

  for (const state of ['refunding', 'refunded'] as const)
    it(`refunds an order that was paid at the very moment its money became ${state}`, async () => {
      const { buyer, ticket } = await buy();
      await startPayment(deps, buyer, ticket);
      const event = await eventOf(ticket);
      await receiveWebhook(deps, 'sandbox', call(event));
      const markPaid: typeof deps.orders.markPaid = async (...args) => {
        const at = new Date(bench.clock.now());
        await deps.payments.markRefunding(event.paymentId, at);
        if (state === 'refunded') await deliver({ ...event, id: deps.newId(), type: 'refund.done' });
        return deps.orders.markPaid(...args);
      };
      // It dies when the order is paid, and the event is tried again.
      const dying = dieAt({ ...deps, orders: { ...deps.orders, markPaid } }, 'orders.markPaid', 'after');
      await expect(settleEvent(dying, event.id)).rejects.toBeInstanceOf(Died);
      expect(await stateOf(ticket)).toBe('paid');
      await settleEvent(deps, event.id);
      expect(await stateOf(ticket)).toBe(state);
    });
});

describe('money that comes after the hold', () => {
  async function late(options: Parameters<typeof openSale>[1] = {}, quantity = 1): Promise<Bought> {
    const bought = await buy(options, quantity);
    await startPayment(deps, bought.buyer, bought.ticket);
    bench.clock.pass(301_000);
    await runDue(deps, bought.sale.room);
    expect(await stateOf(bought.ticket)).toBe('cancelled');
    return bought;
  }

  it('claims the units again while there are any', async () => {
    const { ticket, sale } = await late({}, 2);
    const event = await eventOf(ticket);
    // A run that meets another at its work gives up, and its job is tried again.
    await Promise.allSettled([deliver(event), deliver(event)]);
    await deliver(event);
    expect(await deps.orders.find(ticket)).toMatchObject({ state: 'paid', payment: event.paymentId });
    expect((await deps.orders.find(ticket))?.cancelReason).toBeUndefined();
    bench.clock.pass(120_000);
    await runDue(deps, sale.room);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ sold: 2, free: 1, held: 0 });
  });

  const steps: Step[] = [
    'gate.take',
    'stock.units.claim',
    'orders.markPaidLate',
    'gate.markPaid',
    'payments.markHandled',
  ];
  for (const step of steps)
    for (const when of ['before', 'after'] as const)
      it(`is settled once when the worker dies ${when} ${step}`, async () => {
        const { ticket, sale } = await late();
        const event = await eventOf(ticket);
        await receiveWebhook(deps, 'sandbox', call(event));
        await expect(settleEvent(dieAt(deps, step, when), event.id)).rejects.toBeInstanceOf(Died);
        await settleEvent(deps, event.id);
        await settleEvent(deps, event.id);
        expect(await stateOf(ticket)).toBe('paid');
        bench.clock.pass(120_000);
        await runDue(deps, sale.room);
        expect(await expectBalanced(deps, sale.room)).toMatchObject({ sold: 1, free: 2, held: 0 });
      });

  it('gives the units up again when nobody settles the event in time, and settles it later all the same', async () => {
    const { ticket, sale } = await late();
    const event = await eventOf(ticket);
    await receiveWebhook(deps, 'sandbox', call(event));
    await expect(settleEvent(dieAt(deps, 'stock.units.claim', 'after'), event.id)).rejects.toBeInstanceOf(Died);
    bench.clock.pass(61_000);
    await runDue(deps, sale.room);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 3, held: 0 });
    await settleEvent(deps, event.id);
    expect(await stateOf(ticket)).toBe('paid');
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 2, sold: 1 });
  });

  for (const why of ['the units are sold', 'the buyer has cancelled', 'Redis has forgotten the ticket'] as const)
    it(`goes back when ${why}`, async () => {
      const { ticket, sale, buyer } = await buy({ units: 1 });
      await startPayment(deps, buyer, ticket);
      if (why === 'the buyer has cancelled') await cancelPurchase(deps, buyer, ticket);
      bench.clock.pass(301_000);
      await runDue(deps, sale.room);
      if (why === 'the units are sold') await placePurchase(deps, await bench.buyer(), sale.request());
      if (why === 'Redis has forgotten the ticket') await loseRoom(deps, sale.room);
      const event = await eventOf(ticket);
      await deliver(event);
      expect(await stateOf(ticket)).toBe('cancelled');
      expect((await deps.payments.find(event.paymentId))?.state).toBe('refunding');
      await requestRefund(deps, ticket);
      await requestRefund(deps, ticket);
      await deliver({ ...event, id: deps.newId(), type: 'refund.done' });
      expect((await deps.payments.find(event.paymentId))?.state).toBe('refunded');
      expect(await stateOf(ticket)).toBe('cancelled');
      expect(await deps.sandbox.find(event.intentId)).toMatchObject({ paymentId: event.paymentId });
      await runDue(deps, sale.room);
      await expectBalanced(deps, sale.room);
    });
});

describe('after payment', () => {
  async function paid(): Promise<Bought> {
    const bought = await buy();
    await startPayment(deps, bought.buyer, bought.ticket);
    const { intent } = (await deps.payments.latestOf(bought.ticket))!;
    await actOnIntent(deps, intent!, { act: 'pay' });
    await deliver(await eventOf(bought.ticket));
    return bought;
  }

  it('is shipped by the seller, completed by the buyer, each in its turn', async () => {
    const { ticket, buyer, seller, sale } = await paid();
    const parcel = { carrier: 'SF', trackingNumber: 'SF123' };
    const stranger = await bench.buyer();
    expect(await refusalOf(shipOrder(deps, stranger, ticket, parcel))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusalOf(shipOrder(deps, buyer, ticket, parcel))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusalOf(completeOrder(deps, buyer, ticket))).toMatchObject({ code: 'ORDER_STATE', state: 'paid' });
    expect(await shipOrder(deps, seller, ticket, parcel)).toMatchObject({ state: 'shipped', ...parcel });
    expect(await refusalOf(shipOrder(deps, seller, ticket, parcel))).toMatchObject({ code: 'ORDER_STATE' });
    expect(await completeOrder(deps, buyer, ticket)).toMatchObject({ state: 'completed' });
    expect(await refusalOf(refundOrder(deps, seller, ticket))).toMatchObject({
      code: 'ORDER_STATE',
      state: 'completed',
    });
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ sold: 1 });
  });

  it('is refunded by the seller, once, with the provider asked until it is done', async () => {
    const { ticket, buyer, seller, sale } = await paid();
    expect(await refusalOf(refundOrder(deps, buyer, ticket))).toMatchObject({ code: 'FORBIDDEN' });
    await expect(refundOrder(dieAt(deps, 'orders.markRefunding', 'after'), seller, ticket)).rejects.toBeInstanceOf(
      Died,
    );
    expect(await stateOf(ticket)).toBe('refunding');
    await sweepPayments(deps);
    expect((await deps.payments.latestOf(ticket))?.state).toBe('refunding');
    expect(await refundOrder(deps, seller, ticket)).toMatchObject({ state: 'refunding' });
    await requestRefund(deps, ticket);
    const { intent } = (await deps.payments.latestOf(ticket))!;
    expect(await deps.sandbox.find(intent!)).toMatchObject({ state: 'refunded', refund: { type: 'refund.done' } });
    const done = await eventOf(ticket, { type: 'refund.done' });
    await deliver(done);
    await deliver({ ...done, id: deps.newId() });
    expect(await deps.orders.find(ticket)).toMatchObject({ state: 'refunded' });
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ sold: 1, free: 2 });
  });
});

describe('the sandbox', () => {
  it('takes the first act and none after the hold', async () => {
    const { ticket, buyer } = await buy();
    await startPayment(deps, buyer, ticket);
    const { intent } = (await deps.payments.latestOf(ticket))!;
    const acts = await Promise.allSettled([
      actOnIntent(deps, intent!, { act: 'pay' }),
      actOnIntent(deps, intent!, { act: 'decline' }),
    ]);
    expect(acts.filter((act) => act.status === 'fulfilled')).toHaveLength(1);
    const late = await buy();
    await startPayment(deps, late.buyer, late.ticket);
    bench.clock.pass(301_000);
    const other = (await deps.payments.latestOf(late.ticket))!.intent!;
    expect(await refusalOf(actOnIntent(deps, other, { act: 'pay' }))).toMatchObject({ code: 'HOLD_ENDED' });
    expect(await refusalOf(actOnIntent(deps, deps.newId(), { act: 'pay' }))).toMatchObject({ code: 'NOT_FOUND' });
  });
});
