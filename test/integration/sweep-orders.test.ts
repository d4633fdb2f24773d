import { afterEach, beforeEach, expect, it } from 'vitest';
import { createOrder } from '#src/orders/create-order.ts';
import { sweepOrders } from '#src/orders/sweep-orders.ts';
import { placePurchase } from '#src/purchases/place-purchase.ts';
import { expectBalanced } from '../support/ledger.ts';
import { openBench, openSale } from '../support/sale.ts';
import type { Bench } from '../support/sale.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

it('ends the orders of a room although those of another room cannot be ended', async () => {
  const { deps, clock } = bench;
  const [stuck, sale] = [await openSale(deps, { units: 1 }), await openSale(deps, { units: 1 })];
  for (const { room, request } of [stuck, sale]) {
    const { ticket, ...rest } = request();
    await placePurchase(deps, await bench.buyer(), { ...rest, ticket });
    await createOrder(deps, { room, ticket });
  }
  clock.pass(400_000);
  const { promise: never, reject: fail } = Promise.withResolvers<never>();
  const gate = {
    ...deps.gate,
    markReleasing: (...args: Parameters<typeof deps.gate.markReleasing>) =>
      args[0] === stuck.room ? never : deps.gate.markReleasing(...args),
  };
  const sweeping = sweepOrders({ ...deps, gate });
  await expect.poll(() => deps.orders.listOpen(sale.room)).toEqual([]);
  fail(new Error('Redis is away'));
  await sweeping;
  expect(await deps.orders.listUnreleased(10)).toHaveLength(1);
  await sweepOrders(deps);
  for (const { room } of [stuck, sale]) expect(await expectBalanced(deps, room)).toMatchObject({ free: 1 });
});
