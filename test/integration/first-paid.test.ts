import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Composed } from '#src/compose.ts';
import { createOrder } from '#src/orders/create-order.ts';
import { receiveWebhook } from '#src/payments/receive-webhook.ts';
import { claimPaid } from '#src/payments/claim-paid.ts';
import { settleEvent } from '#src/payments/settle-event.ts';
import { startPayment } from '#src/payments/start-payment.ts';
import { signBody } from '#src/payments/webhook-signature.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { cancelPurchase } from '#src/purchases/cancel-purchase.ts';
import { placePurchase } from '#src/purchases/place-purchase.ts';
import { warmGate } from '#src/stock/warm-gate.ts';
import { Died, dieAt } from '../support/die-at.ts';
import type { Step } from '../support/die-at.ts';
import { claimUnits } from '#src/stock/claim-units.ts';
import { expectBalanced } from '../support/ledger.ts';
import { loseRoom, openBench, openSale, refusalOf, runDue } from '../support/sale.ts';
import type { Bench, Sale } from '../support/sale.ts';
import { standStillAt } from '../support/stand-still.ts';

let bench: Bench;
let deps: Composed;
beforeAll(async () => {
  bench = await openBench({ HOLD_SECONDS: '300', PAYMENT_WEBHOOK_SECRET: 'a secret of the test' });
  deps = bench.deps;
});
afterAll(() => bench.close());

interface Tap {
  buyer: Member;
  ticket: string;
}

/** A tap with its order and a payment that waits for its buyer. */
async function tap(sale: Sale, quantity = 1): Promise<Tap> {
  const buyer = await bench.buyer();
  const { ticket } = await placePurchase(deps, buyer, sale.request({ quantity }));
  await createOrder(deps, { room: sale.room, ticket });
  await startPayment(deps, buyer, ticket);
  return { buyer, ticket };
}

/** The provider's event is stored; answers its id. */
async function captured(ticket: string): Promise<string> {
  const { _id: paymentId, intent, amount, currency } = (await deps.payments.latestOf(ticket))!;
  const id = deps.newId();
  const at = new Date(bench.clock.now()).toISOString();
  const event = { id, type: 'payment.captured', at, paymentId, intentId: intent, amount, currency };
  const body = Buffer.from(JSON.stringify(event));
  const signature = signBody(deps.config.PAYMENT_WEBHOOK_SECRET, body, bench.clock.now());
  await receiveWebhook(deps, 'sandbox', { body, header: () => signature });
  return id;
}
const pay = async (ticket: string) => settleEvent(deps, await captured(ticket));
const orderOf = async (ticket: string) => (await deps.orders.find(ticket))!;
const paymentOf = async (ticket: string) => (await deps.payments.latestOf(ticket))!.state;

describe('an item whose first payments claim it', () => {
  it('holds nothing for a tap, and gives the units to whoever pays first', async () => {
    const sale = await openSale(deps, { units: 2, mode: 'first_paid' });
    const taps = [await tap(sale), await tap(sale), await tap(sale), await tap(sale)];
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 2, held: 0 });
    const order = [3, 1, 0, 2];
    for (const index of order) await pay(taps[index]!.ticket);
    const states = await Promise.all(taps.map(async ({ ticket }) => (await orderOf(ticket)).state));
    expect(states).toEqual(['cancelled', 'paid', 'cancelled', 'paid']);
    for (const index of [0, 2]) {
      expect(await orderOf(taps[index]!.ticket)).toMatchObject({ cancelReason: 'sold_out' });
      expect(await paymentOf(taps[index]!.ticket)).toBe('refunding');
    }
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, held: 0, sold: 2 });
    expect(await refusalOf(placePurchase(deps, await bench.buyer(), sale.request()))).toMatchObject({
      code: 'SOLD_OUT',
    });
  });

  it('is never oversold by payments at once, nor by one that is told many times', async () => {
    const sale = await openSale(deps, { units: 5, mode: 'first_paid' });
    const taps = await Promise.all(Array.from({ length: 9 }, () => tap(sale)));
    const events = await Promise.all(taps.map(({ ticket }) => captured(ticket)));
    await Promise.all([...events, ...events, ...events].map((event) => settleEvent(deps, event)));
    const states = await Promise.all(taps.map(async ({ ticket }) => (await orderOf(ticket)).state));
    expect(states.filter((state) => state === 'paid')).toHaveLength(5);
    expect(states.filter((state) => state === 'cancelled')).toHaveLength(4);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, held: 0, sold: 5 });
  });

  it('is given up once when two runs of a payment find nothing left', async () => {
    const sale = await openSale(deps, { units: 1, mode: 'first_paid' });
    const [winner, loser] = [await tap(sale), await tap(sale)];
    await pay(winner.ticket);
    const event = await captured(loser.ticket);
    const slow = standStillAt(deps, 'take');
    const run = settleEvent(slow.deps, event);
    await slow.reached;
    await settleEvent(deps, event);
    slow.goOn();
    await run;
    expect(await orderOf(loser.ticket)).toMatchObject({ state: 'cancelled', cancelReason: 'sold_out' });
    // A ticket that was given up has no units to look for.
    expect(await deps.redis.exists(deps.keys.room(sale.room, 'gate:recounted'))).toBe(0);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, held: 0, sold: 1 });
  });

  it('keeps its own units only when two runs exchanged one for different ones', async () => {
    const sale = await openSale(deps, { units: 3, mode: 'first_paid' });
    const { ticket: id } = await tap(sale);
    await pay(id);
    const order = await orderOf(id);
    const ticket = (await deps.gate.ticket(sale.room, id))!;
    await claimUnits(deps, { ...ticket, serials: [(order.serials[0]! + 1) % 3] });
    await claimPaid(deps, order, order.payment!);
    expect(await deps.stock.units.ofTicket(id)).toHaveLength(1);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 2, sold: 1 });
  });

  it('is all or nothing, keeps the limit, and lets go of taps', async () => {
    const sale = await openSale(deps, { units: 3, limit: 2, mode: 'first_paid' });
    const [first, second] = [await tap(sale, 2), await tap(sale, 2)];
    expect(await refusalOf(placePurchase(deps, first.buyer, sale.request()))).toMatchObject({ code: 'LIMIT_REACHED' });
    await pay(first.ticket);
    await pay(second.ticket);
    expect(await orderOf(second.ticket)).toMatchObject({ state: 'cancelled', cancelReason: 'sold_out' });
    const third = await tap(sale);
    await cancelPurchase(deps, third.buyer, third.ticket);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 1, held: 0, sold: 2 });
  });

  it('ends unpaid taps in time, takes late money while units are left, and blames nobody', async () => {
    const sale = await openSale(deps, { units: 1, mode: 'first_paid' });
    const [late, later] = [await tap(sale), await tap(sale)];
    bench.clock.pass(301_000);
    await runDue(deps, sale.room);
    expect(await orderOf(late.ticket)).toMatchObject({ state: 'cancelled', cancelReason: 'timeout' });
    await pay(late.ticket);
    await pay(later.ticket);
    expect((await orderOf(late.ticket)).state).toBe('paid');
    expect(await paymentOf(later.ticket)).toBe('refunding');
    expect(await deps.redis.exists(deps.keys.room(sale.room, 'lapses'))).toBe(0);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, sold: 1 });
  });

  it('goes on when Redis has lost the room', async () => {
    const sale = await openSale(deps, { units: 1, mode: 'first_paid' });
    const [first, second] = [await tap(sale), await tap(sale)];
    await loseRoom(deps, sale.room);
    await warmGate(deps, sale.room);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 1, held: 0 });
    await pay(first.ticket);
    await pay(second.ticket);
    expect((await orderOf(first.ticket)).state).toBe('paid');
    expect(await orderOf(second.ticket)).toMatchObject({ cancelReason: 'sold_out' });
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, sold: 1 });
  });

  const steps: Step[] = [
    'gate.markOrdered',
    'gate.take',
    'stock.units.claim',
    'orders.markPaidClaimed',
    'gate.markPaid',
    'payments.markHandled',
  ];
  for (const step of steps) {
    for (const when of ['before', 'after'] as const) {
      for (const lost of [false, true]) {
        it(`settles once when the worker dies ${when} ${step}${lost ? ' and Redis is emptied' : ''}`, async () => {
          const sale = await openSale(deps, { units: 1, mode: 'first_paid' });
          const [first, second] = [await tap(sale), await tap(sale)];
          const event = await captured(first.ticket);
          await expect(settleEvent(dieAt(deps, step, when), event)).rejects.toBeInstanceOf(Died);
          if (lost) {
            await loseRoom(deps, sale.room);
            await warmGate(deps, sale.room);
          }
          await settleEvent(deps, event);
          await pay(second.ticket);
          expect((await orderOf(first.ticket)).state).toBe('paid');
          expect(await orderOf(second.ticket)).toMatchObject({ state: 'cancelled', cancelReason: 'sold_out' });
          expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, held: 0, sold: 1 });
        });
      }
    }
  }

  const refusing: Step[] = [
    'orders.markCancelled',
    'gate.markReleasing',
    'gate.finishRelease',
    'payments.markRefunding',
  ];
  for (const step of refusing) {
    for (const when of ['before', 'after'] as const) {
      it(`sends the money back once when the worker dies ${when} ${step}`, async () => {
        const sale = await openSale(deps, { units: 1, mode: 'first_paid' });
        const [first, second] = [await tap(sale), await tap(sale)];
        await pay(first.ticket);
        const event = await captured(second.ticket);
        await expect(settleEvent(dieAt(deps, step, when), event)).rejects.toBeInstanceOf(Died);
        await settleEvent(deps, event);
        await runDue(deps, sale.room);
        expect(await orderOf(second.ticket)).toMatchObject({ state: 'cancelled', cancelReason: 'sold_out' });
        expect(await paymentOf(second.ticket)).toBe('refunding');
        expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, held: 0, sold: 1 });
      });
    }
  }
});
