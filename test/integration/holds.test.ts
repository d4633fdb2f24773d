import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandInput } from '#src/contract/commands.ts';
import { countRoom } from '#src/orders/count-room.ts';
import { setSelling } from '#src/stock/set-selling.ts';
import { acceptedPurchase } from '#src/contract/purchases.ts';
import { startWorkers } from '#workers/run.ts';
import type { Workers } from '#workers/run.ts';
import { expectBalanced } from '../support/ledger.ts';
import { watch } from '../support/rooms.ts';
import { testAddress } from '../support/sale.ts';
import { dataOf, openSeller, stockShelf } from '../support/seller.ts';
import type { Seller } from '../support/seller.ts';
import { startService } from '../support/service.ts';
import type { Client, Person, Service } from '../support/service.ts';

const HOLD_MS = 5_000;
let service: Service;
let workers: Workers;
let seller: Seller;
beforeAll(async () => {
  service = await startService({ env: { SHOP_AUTO_APPROVE: 'true', HOLD_SECONDS: String(HOLD_MS / 1000) } });
  workers = await startWorkers(service.deps);
  seller = await openSeller(service, { stock: 1_000 });
});
afterAll(async () => {
  await workers.close();
  await service.close();
});

async function openRoom(units = 5): Promise<{ room: string; item: string; pool: string }> {
  const room = await seller.schedule();
  const item = await stockShelf(seller, room, units);
  await setSelling(service.deps, room, 'open');
  const [pool] = await service.deps.stock.pools.listOfItem(item);
  return { room, item, pool: pool!._id };
}

async function openBuyer(): Promise<{ buyer: Person; socket: Client }> {
  const buyer = await service.person('Buyer');
  dataOf(await buyer.http('PUT /api/me/address', testAddress));
  return { buyer, socket: await buyer.socket() };
}

const requestFor = ({ room, item }: { room: string; item: string }, quantity = 1): CommandInput<'purchase:place'> => ({
  room,
  item,
  sku: seller.skuId,
  quantity,
  priceVersion: 1,
  ticket: service.deps.newId(),
});
/** The next news of the order in that state. */
const told = async (socket: Client, ticket: string, state: string) => {
  const { order } = await socket.next('order:changed', ({ order: each }) => each.id === ticket && each.state === state);
  return order;
};
const intentOf = async (ticket: string) => (await service.deps.payments.latestOf(ticket))!.intent!;
const act = async (ticket: string, body: object) =>
  dataOf(await service.http(`POST /api/sandbox/intents/${await intentOf(ticket)}`, { body }));

describe('a purchase from tap to parcel', () => {
  it('is told step by step, and everybody sees the stock', async () => {
    const place = await openRoom(3);
    const { buyer, socket } = await openBuyer();
    const viewer = await watch(await service.socket(), place.room);
    const request = requestFor(place, 2);
    const accepted = acceptedPurchase.parse(await socket.ask('purchase:place', request));
    expect(accepted).toMatchObject({ ticket: request.ticket, amount: 3_980, unitPrice: 1_990, quantity: 2 });
    const placed = await told(socket, request.ticket, 'placed');
    expect(placed.number).toMatch(/^SC-\d{8}-[0-9A-HJKMNP-TV-Z]{6}$/);
    expect(placed.holdUntil).toBe(accepted.holdUntil);
    await expect.poll(() => viewer.client.snapshot.shelf[0]!.skus[0]!.left).toBe(1);

    const start = await socket.ask('purchase:pay', { ticket: request.ticket });
    expect(start.url).toBe(`${service.url}/pay/${await intentOf(request.ticket)}`);
    await act(request.ticket, { act: 'pay' });
    expect(await told(socket, request.ticket, 'paid')).toMatchObject({ address: testAddress, amount: 3_980 });
    const mine = dataOf(await buyer.http('GET /api/orders'));
    expect(mine.rows).toMatchObject([{ id: request.ticket, state: 'paid' }]);
    const shops = await seller.host.http(`GET /api/shops/${seller.shopId}/orders?state=paid&room=${place.room}`);
    expect(dataOf(shops).rows).toMatchObject([{ id: request.ticket }]);
    expect((await buyer.http(`GET /api/shops/${seller.shopId}/orders`)).status).toBe(404);
    const stranger = await service.person();
    expect((await stranger.http(`GET /api/orders/${request.ticket}`)).status).toBe(404);

    const parcel = { carrier: 'SF', trackingNumber: 'SF123' };
    dataOf(await seller.host.http(`POST /api/orders/${request.ticket}/ship`, parcel));
    expect(await told(socket, request.ticket, 'shipped')).toMatchObject(parcel);
    dataOf(await buyer.http(`POST /api/orders/${request.ticket}/complete`));
    await told(socket, request.ticket, 'completed');
    expect(await countRoom(service.deps, place.room)).toMatchObject({
      orders: 1,
      paidOrders: 1,
      paidAmount: 3_980,
      unitsLeft: 1,
      unitsSold: 2,
      unitsReturned: 0,
      unitsHeld: 0,
      ordersPerMinute: 1,
    });
    expect(await expectBalanced(service.deps, place.room)).toMatchObject({ free: 1, sold: 2 });
  });

  it('is refunded with the provider’s word for it', async () => {
    const place = await openRoom(1);
    const { socket } = await openBuyer();
    const request = requestFor(place);
    await socket.ask('purchase:place', request);
    await socket.ask('purchase:pay', { ticket: request.ticket });
    await act(request.ticket, { act: 'pay' });
    await told(socket, request.ticket, 'paid');
    dataOf(await seller.host.http(`POST /api/orders/${request.ticket}/refund`));
    await told(socket, request.ticket, 'refunding');
    expect((await told(socket, request.ticket, 'refunded')).refundedAt).toBeDefined();
    expect(await service.deps.sandbox.find(await intentOf(request.ticket))).toMatchObject({ state: 'refunded' });
    await expectBalanced(service.deps, place.room);
  });
});

describe('the end of a hold', () => {
  it('returns the units by itself, tells the buyer, and lets somebody else buy them', async () => {
    const place = await openRoom(1);
    const { socket } = await openBuyer();
    const viewer = await watch(await service.socket(), place.room);
    const request = requestFor(place);
    await socket.ask('purchase:place', request);
    await expect.poll(() => viewer.client.snapshot.shelf[0]!.skus[0]!.left).toBe(0);
    expect(await told(socket, request.ticket, 'cancelled')).toMatchObject({ cancelReason: 'timeout' });
    await expect.poll(() => viewer.client.snapshot.shelf[0]!.skus[0]!.left).toBe(1);
    const next = await openBuyer();
    const other = requestFor(place);
    await next.socket.ask('purchase:place', other);
    await told(next.socket, other.ticket, 'placed');
    expect(await expectBalanced(service.deps, place.room)).toMatchObject({ free: 0, held: 1 });
  });

  it('honours money that comes late while units are left', async () => {
    const place = await openRoom(1);
    const { socket } = await openBuyer();
    const request = requestFor(place);
    await socket.ask('purchase:place', request);
    await socket.ask('purchase:pay', { ticket: request.ticket });
    await act(request.ticket, { act: 'delay', delayMs: HOLD_MS + 2_000 });
    await told(socket, request.ticket, 'cancelled');
    await told(socket, request.ticket, 'paid');
    expect(await expectBalanced(service.deps, place.room)).toMatchObject({ sold: 1, free: 0 });
  });

  it('sends money back that comes when the units are gone', async () => {
    const place = await openRoom(1);
    const { socket } = await openBuyer();
    const request = requestFor(place);
    await socket.ask('purchase:place', request);
    await socket.ask('purchase:pay', { ticket: request.ticket });
    await act(request.ticket, { act: 'delay', delayMs: HOLD_MS + 2_000 });
    await told(socket, request.ticket, 'cancelled');
    const next = await openBuyer();
    const other = requestFor(place);
    await next.socket.ask('purchase:place', other);
    await next.socket.ask('purchase:pay', { ticket: other.ticket });
    await act(other.ticket, { act: 'pay' });
    await told(next.socket, other.ticket, 'paid');
    await expect.poll(async () => (await service.deps.payments.latestOf(request.ticket))?.state).toBe('refunded');
    expect(await expectBalanced(service.deps, place.room)).toMatchObject({ sold: 1, free: 0 });
  });
});

describe('while the hold lasts', () => {
  it('a declined payment is told, and another may be begun', async () => {
    const place = await openRoom(1);
    const { socket } = await openBuyer();
    const request = requestFor(place);
    await socket.ask('purchase:place', request);
    const first = await socket.ask('purchase:pay', { ticket: request.ticket });
    await act(request.ticket, { act: 'decline' });
    expect(await socket.next('payment:declined')).toEqual({ ticket: request.ticket });
    const second = await socket.ask('purchase:pay', { ticket: request.ticket });
    expect(second.paymentId).not.toBe(first.paymentId);
    await act(request.ticket, { act: 'pay' });
    await told(socket, request.ticket, 'paid');
    await expectBalanced(service.deps, place.room);
  });

  it('an operator or the seller may cancel, with the reason on the order', async () => {
    const place = await openRoom(2);
    const operator = await service.operator();
    for (const [person, route, reason] of [
      [operator, 'POST /api/ops/orders/:id/cancel', 'operator'],
      [seller.host, 'POST /api/orders/:id/cancel', 'seller'],
    ] as const) {
      const { socket } = await openBuyer();
      const request = requestFor(place);
      await socket.ask('purchase:place', request);
      await told(socket, request.ticket, 'placed');
      dataOf(await person.http(route.replace(':id', request.ticket)));
      expect(await told(socket, request.ticket, 'cancelled')).toMatchObject({ cancelReason: reason });
    }
    expect(await expectBalanced(service.deps, place.room)).toMatchObject({ free: 2 });
  });
});
