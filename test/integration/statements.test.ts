import { afterAll, beforeAll, expect, it } from 'vitest';
import { countRoom } from '#src/orders/count-room.ts';
import { createOrder } from '#src/orders/create-order.ts';
import { applyCapture } from '#src/payments/apply-capture.ts';
import { refundOrder } from '#src/payments/refund-order.ts';
import { startPayment } from '#src/payments/start-payment.ts';
import { placePurchase } from '#src/purchases/place-purchase.ts';
import { settle } from '#src/rooms/finish-room.ts';
import { readStatement, listOwnStatements, listStatements } from '#src/statements/read-statements.ts';
import type { Composed } from '#src/compose.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { openBench, openSale, refusalOf, runDue } from '../support/sale.ts';
import type { Bench, Sale } from '../support/sale.ts';

let bench: Bench;
let deps: Composed;
beforeAll(async () => {
  bench = await openBench({ HOLD_SECONDS: '300' });
  deps = bench.deps;
});
afterAll(() => bench.close());

const hostOf = (sale: Sale): Member => ({
  kind: 'member',
  id: sale.seller,
  name: 'Host',
  role: 'member',
  sessionId: 'x',
});

async function buy(sale: Sale, quantity: number): Promise<string> {
  const buyer = await bench.buyer();
  const { ticket } = await placePurchase(deps, buyer, sale.request({ quantity }));
  await createOrder(deps, { room: sale.room, ticket });
  return ticket;
}

async function pay(ticket: string): Promise<void> {
  const order = (await deps.orders.find(ticket))!;
  const buyer: Member = { kind: 'member', id: order.buyer, name: 'Buyer', role: 'member', sessionId: 'x' };
  await startPayment(deps, buyer, ticket);
  const payment = (await deps.payments.latestOf(ticket))!;
  await deps.payments.markCaptured(payment._id, new Date(deps.clock.now()));
  await applyCapture(deps, payment);
}

async function end(sale: Sale): Promise<void> {
  bench.clock.pass(301_000);
  await runDue(deps, sale.room);
  await deps.rooms.finish(sale.room, { state: 'ended', at: new Date(deps.clock.now()) });
}

it('of a show that is over has every item with its units and its money', async () => {
  const tea = await openSale(deps, { units: 10, price: 1_990 });
  const pot = await openSale(deps, { units: 4, price: 5_000, beside: tea });
  await pay(await buy(tea, 3));
  const refunded = await buy(tea, 1);
  await pay(refunded);
  await buy(tea, 2);
  await pay(await buy(pot, 4));
  const host = hostOf(tea);
  expect(await refusalOf(readStatement(deps, host, tea.room))).toMatchObject({ code: 'ROOM_STATE' });

  await end(tea);
  const open = await readStatement(deps, host, tea.room);
  expect(open).toMatchObject({ state: 'ended', sold: 8, returned: 0, size: 14 });
  expect(open.settledAt).toBeUndefined();

  bench.clock.pass(deps.config.SETTLE_SECONDS * 1000 + 1_000);
  const settledAt = new Date(deps.clock.now()).toISOString();
  // It dies when the statement is stored, and the money of an order goes back before the room is settled again.
  const died = { ...deps, rooms: { ...deps.rooms, markSettled: () => Promise.reject(new Error('died')) } };
  await expect(settle(died, tea.room)).rejects.toThrow('died');
  await refundOrder(deps, host, refunded);
  bench.clock.pass(1_000);
  expect(await settle(deps, tea.room)).toBe(true);
  expect(await settle(deps, tea.room)).toBe(true);
  const done = await readStatement(deps, host, tea.room);
  expect(done).toMatchObject({ size: 14, sold: 8, returned: 6, orders: 3, paidOrders: 3 });
  expect(done).toMatchObject({ paidAmount: 4 * 1_990 + 4 * 5_000, refundedAmount: 0 });
  expect(done.now).toEqual({ paidAmount: 3 * 1_990 + 4 * 5_000, refundedAmount: 1_990 });
  expect(done.settledAt).toBe(settledAt);
  const { rows } = await listOwnStatements(deps, host, { limit: 10 });
  expect(rows).toEqual([expect.objectContaining({ paidAmount: done.paidAmount, now: done.now, settledAt })]);
  expect(done.items).toHaveLength(2);
  const itemOf = (sale: Sale) => done.items.find((each) => each.itemId === sale.item);
  expect(itemOf(tea)).toMatchObject({ title: 'Green tea', size: 10, sold: 4, returned: 6, paidAmount: 7_960 });
  expect(itemOf(pot)).toMatchObject({ size: 4, sold: 4, returned: 0, paidAmount: 20_000, refundedAmount: 0 });
  for (const { size, sold, returned } of [done, ...done.items]) expect(sold + returned).toBe(size);
});

it('is listed for its host alone and for operators, in pages, without shows that never were', async () => {
  const first = await openSale(deps, { units: 2 });
  const second = await openSale(deps, { units: 5, sameProduct: first });
  const planned = await openSale(deps, { units: 1, sameProduct: first, state: 'scheduled' });
  const other = await openSale(deps, { units: 1 });
  const host = hostOf(first);
  await deps.mongo.collection<{ _id: string }>('rooms').updateOne({ _id: planned.room }, { $unset: { startedAt: 1 } });
  await pay(await buy(second, 2));
  for (const sale of [first, second, planned, other]) await end(sale);

  const page = await listOwnStatements(deps, host, { limit: 1 });
  const rest = await listOwnStatements(deps, host, { limit: 1, cursor: page.next! });
  const both = [...page.rows, ...rest.rows];
  expect(both.map(({ roomId }) => roomId).toSorted()).toEqual([first.room, second.room].toSorted());
  expect(rest.next).toBeUndefined();
  expect(both.find(({ roomId }) => roomId === second.room)).toMatchObject({ size: 5, sold: 2, paidAmount: 3_980 });
  const all = await listStatements(deps, { limit: 100 });
  expect(all.rows.map(({ roomId }) => roomId)).toEqual(expect.arrayContaining([first.room, second.room, other.room]));
  expect(await refusalOf(readStatement(deps, host, other.room))).toMatchObject({ code: 'FORBIDDEN' });
});

it('of a running room counts no unit as held by an order that holds none', async () => {
  const held = await openSale(deps, { units: 3 });
  await buy(held, 2);
  expect(await countRoom(deps, held.room)).toMatchObject({ orders: 1, unitsHeld: 2, unitsLeft: 1 });
  const open = await openSale(deps, { units: 3, mode: 'first_paid' });
  await buy(open, 2);
  await buy(open, 2);
  expect(await countRoom(deps, open.room)).toMatchObject({ orders: 2, unitsHeld: 0, unitsLeft: 3 });
});
