import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Composed } from '#src/compose.ts';
import { createOrder } from '#src/orders/create-order.ts';
import { expireHold } from '#src/orders/expire-hold.ts';
import { orderNumber } from '#src/orders/order-number.ts';
import { cancelPurchase } from '#src/purchases/cancel-purchase.ts';
import { placePurchase } from '#src/purchases/place-purchase.ts';
import { Died, dieAt } from '../support/die-at.ts';
import type { Step } from '../support/die-at.ts';
import { expectBalanced } from '../support/ledger.ts';
import { openBench, openSale, refusalOf, runDue } from '../support/sale.ts';
import type { Bench, Sale } from '../support/sale.ts';

let bench: Bench;
let deps: Composed;
beforeAll(async () => {
  bench = await openBench({ HOLD_SECONDS: '300' });
  deps = bench.deps;
});
afterAll(() => bench.close());

const times = ['before', 'after'] as const;
const died = (work: Promise<unknown>) => expect(work).rejects.toBeInstanceOf(Died);

async function hold(options: Parameters<typeof openSale>[1] = {}, quantity = 2) {
  const sale = await openSale(deps, { units: 5, ...options });
  const buyer = await bench.buyer();
  const request = sale.request({ quantity });
  await placePurchase(deps, buyer, request);
  return { sale, buyer, ticket: request.ticket, job: { room: sale.room, ticket: request.ticket } };
}

describe('a worker that dies while it makes an order', () => {
  const steps: Step[] = ['gate.ticket', 'stock.units.claim', 'orders.insertPlaced', 'gate.markOrdered'];
  for (const step of steps)
    for (const when of times)
      it(`${when} ${step} leaves one order when the job runs again`, async () => {
        const { sale, ticket, job } = await hold();
        await died(createOrder(dieAt(deps, step, when), job));
        expect(await createOrder(deps, job)).toBe('order');
        expect(await createOrder(deps, job)).toBe('order');
        expect(await deps.orders.find(ticket)).toMatchObject({ state: 'placed', quantity: 2 });
        expect(await deps.gate.listPending(sale.room, Infinity, 10)).toEqual([]);
        expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 3, held: 2 });
      });

  for (const step of steps)
    for (const when of times)
      it(`${when} ${step} loses nothing when nobody comes back before the hold ends`, async () => {
        const { sale, ticket, job } = await hold();
        await died(createOrder(dieAt(deps, step, when), job));
        bench.clock.pass(301_000);
        await runDue(deps, sale.room);
        expect((await deps.orders.find(ticket))?.state).toMatch(/void|cancelled/);
        expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 5, held: 0 });
      });
});

describe('a worker that dies while it gives units back', () => {
  const steps: Step[] = [
    'orders.insertVoid',
    'orders.markTimedOut',
    'gate.markReleasing',
    'stock.units.remove',
    'gate.finishRelease',
    'orders.markReleased',
  ];
  for (const durable of [true, false])
    for (const step of steps)
      for (const when of times)
        it(`${when} ${step}, ${durable ? 'with' : 'without'} an order, frees every unit once`, async () => {
          const { sale, ticket, job } = await hold();
          if (durable) await createOrder(deps, job);
          bench.clock.pass(301_000);
          const reached = await expireHold(dieAt(deps, step, when), job).then(
            () => false,
            (error: unknown) => error instanceof Died,
          );
          // The two ways decide by different steps.
          expect(reached).toBe(step !== (durable ? 'orders.insertVoid' : 'orders.markTimedOut'));
          // Somebody else buys in between, so a serial given back twice would be seen.
          const next = sale.request({ quantity: 3 });
          const buyer = await bench.buyer();
          await placePurchase(deps, buyer, next);
          await createOrder(deps, { room: sale.room, ticket: next.ticket });
          await runDue(deps, sale.room);
          expect(await deps.orders.find(ticket)).toMatchObject({ state: durable ? 'cancelled' : 'void' });
          expect((await deps.orders.find(ticket))?.unreleased).toBeUndefined();
          expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 2, held: 3 });
          await cancelPurchase(deps, buyer, next.ticket);
          expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 5, held: 0 });
        });
});

describe('runs that overlap', () => {
  it('make one order of one ticket', async () => {
    const { sale, job } = await hold();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => createOrder(deps, job)));
    expect(new Set(outcomes)).toEqual(new Set(['order']));
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 3, held: 2 });
  });

  it('decide every ticket one way when order, end of hold and cancelling meet', async () => {
    const sale = await openSale(deps, { units: 40 });
    const buyer = await bench.buyer();
    const requests = Array.from({ length: 10 }, () => sale.request({ quantity: 2 }));
    for (const request of requests) await placePurchase(deps, buyer, request);
    bench.clock.pass(301_000);
    await Promise.allSettled(
      requests.flatMap(({ ticket }, index) => {
        const job = { room: sale.room, ticket };
        const works = [
          () => createOrder(deps, job),
          () => expireHold(deps, job),
          () => cancelPurchase(deps, buyer, ticket),
        ];
        return [...works.slice(index % 3), ...works.slice(0, index % 3), works[0]!].map((work) => work());
      }),
    );
    await runDue(deps, sale.room);
    for (const { ticket } of requests) expect((await deps.orders.find(ticket))?.state).toMatch(/^(void|cancelled)$/);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 40 });
  });

  it('let either the payment or the end of the hold win', async () => {
    const sale = await openSale(deps, { units: 20 });
    const buyer = await bench.buyer();
    const tickets: string[] = [];
    for (let count = 0; count < 10; count += 1) {
      const request = sale.request();
      await placePurchase(deps, buyer, request);
      await createOrder(deps, { room: sale.room, ticket: request.ticket });
      tickets.push(request.ticket);
    }
    bench.clock.pass(301_000);
    const pay = async (ticket: string) => {
      const won = await deps.orders.markPaid(ticket, deps.newId(), new Date(bench.clock.now()));
      if (won) await deps.gate.markPaid(sale.room, ticket);
      return won;
    };
    const expire = (ticket: string) => expireHold(deps, { room: sale.room, ticket });
    const won = await Promise.all(
      tickets.map(async (ticket, index) => {
        const [paid] = await (index % 2
          ? Promise.all([pay(ticket), expire(ticket)])
          : expire(ticket).then(() => [pay(ticket)]));
        return paid;
      }),
    );
    await runDue(deps, sale.room);
    const sold = won.filter(Boolean).length;
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ sold, held: 0, free: 20 - sold });
  });
});

describe('a ticket that was placed a second time after Redis had lost it', () => {
  for (const state of ['placed', 'paid', 'cancelled'] as const)
    it(`keeps its ${state} order and gives the second units back`, async () => {
      const { sale, buyer, ticket, job } = await hold({}, 1);
      await createOrder(deps, job);
      if (state === 'paid') {
        await deps.orders.markPaid(ticket, deps.newId(), new Date());
        await deps.gate.markPaid(sale.room, ticket);
      }
      if (state === 'cancelled') await cancelPurchase(deps, buyer, ticket);
      // Only the ticket itself is gone, as after its 24 hours.
      await deps.redis.del(deps.keys.room(sale.room, `ticket:${ticket}`));
      await deps.redis.zrem(deps.keys.room(sale.room, 'holds'), ticket);
      await placePurchase(deps, buyer, sale.request({ ticket }));
      await createOrder(deps, job);
      await runDue(deps, sale.room);
      expect((await deps.orders.find(ticket))?.state).toBe(state);
      const left = state === 'cancelled' ? 5 : 4;
      expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: left });
    });

  it('belongs to the room of its order; in another room its units go back', async () => {
    const { buyer, ticket, job } = await hold({}, 1);
    await createOrder(deps, job);
    const other: Sale = await openSale(deps, { units: 2 });
    await placePurchase(deps, buyer, other.request({ ticket }));
    await createOrder(deps, { room: other.room, ticket });
    expect((await deps.orders.find(ticket))?.room).toBe(job.room);
    expect(await expectBalanced(deps, other.room)).toMatchObject({ free: 2, held: 0 });
    expect(await expectBalanced(deps, job.room)).toMatchObject({ free: 4, held: 1 });
  });
});

describe('order numbers', () => {
  it('are unique even when the first choice is taken', async () => {
    const { sale, ticket, job } = await hold({}, 1);
    const held = (await deps.gate.ticket(sale.room, ticket))!;
    const { sale: other, ticket: taken, job: takenJob } = await hold({}, 1);
    await createOrder(deps, takenJob);
    const number = orderNumber(ticket, new Date(held.at), 0);
    await deps.mongo.collection('orders').updateOne({ _id: taken as never }, { $set: { number } });
    await createOrder(deps, job);
    expect((await deps.orders.find(ticket))?.number).toBe(orderNumber(ticket, new Date(held.at), 1));
    await expectBalanced(deps, other.room);
  });
});

describe('the limits of cancelling', () => {
  it('refuses once the order is paid', async () => {
    const { buyer, ticket, job } = await hold();
    await createOrder(deps, job);
    await deps.orders.markPaid(ticket, deps.newId(), new Date());
    expect(await refusalOf(cancelPurchase(deps, buyer, ticket))).toMatchObject({ code: 'ORDER_STATE', state: 'paid' });
  });
});
