import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setSelling } from '#src/stock/set-selling.ts';
import { startWorkers } from '#workers/run.ts';
import type { Workers } from '#workers/run.ts';
import { expectBalanced } from '../support/ledger.ts';
import { testAddress } from '../support/sale.ts';
import { dataOf, openSeller, stockShelf } from '../support/seller.ts';
import type { Seller } from '../support/seller.ts';
import { startService } from '../support/service.ts';
import type { Client, Service } from '../support/service.ts';

let service: Service;
let workers: Workers;
let seller: Seller;
let room: string;
let item: string;
beforeAll(async () => {
  service = await startService({ env: { SHOP_AUTO_APPROVE: 'true', HOLD_SECONDS: '5' } });
  workers = await startWorkers(service.deps);
  seller = await openSeller(service, { stock: 1_000 });
  room = await seller.schedule();
  item = await stockShelf(seller, room, 20);
  await setSelling(service.deps, room, 'open');
});
afterAll(async () => {
  await workers.close();
  await service.close();
});

async function buyer(): Promise<Client> {
  const person = await service.person('Buyer');
  dataOf(await person.http('PUT /api/me/address', testAddress));
  return person.socket();
}

const request = (over: Record<string, unknown> = {}) => ({
  room,
  item,
  sku: seller.skuId,
  quantity: 1,
  priceVersion: 1,
  ticket: service.deps.newId(),
  ...over,
});

/** The raw answer, as a client that keeps no rules hears it. */
const send = async (socket: Client, name: string, payload: unknown): Promise<string> => {
  const answer = await socket.raw.timeout(10_000).emitWithAck(name, payload);
  return answer.ok ? 'ok' : answer.error.code;
};
const held = async (socket: Client): Promise<string> => {
  const { ticket } = await socket.ask('purchase:place', request());
  await socket.next('order:changed', ({ order }) => order.id === ticket && order.state === 'placed');
  return ticket;
};
const takes = async () => {
  const { free, held: inHands, sold } = await expectBalanced(service.deps, room);
  return { free, held: inHands, sold };
};

describe('messages about purchases', () => {
  it('that were tampered with change nothing', async () => {
    const socket = await buyer();
    const before = await takes();
    const forged = [
      { price: 1 },
      { amount: 1 },
      { account: service.deps.newId() },
      { holdUntil: '2099-01-01T00:00:00.000Z' },
      { quantity: 0 },
      { quantity: -1 },
      { quantity: 1.5 },
      { quantity: '1' },
      { quantity: 1e9 },
      { ticket: 'x' },
      { ticket: { $ne: null } },
      { priceVersion: -1 },
      { seen: { seq: 1, price: 1 } },
    ];
    for (const over of forged) expect(await send(socket, 'purchase:place', request(over))).toBe('INVALID_INPUT');
    expect(await send(socket, 'purchase:place', request({ sku: service.deps.newId() }))).toBe('ITEM_NOT_FOUND');
    expect(await send(socket, 'purchase:place', request({ item: service.deps.newId() }))).toBe('ITEM_NOT_FOUND');
    expect(await send(socket, 'purchase:place', request({ room: service.deps.newId() }))).toBe('NOT_FOUND');
    expect(await send(socket, 'purchase:place', request({ priceVersion: 0 }))).toBe('PRICE_CHANGED');
    expect(await send(socket, 'purchase:place', request({ priceVersion: 2 }))).toBe('PRICE_CHANGED');
    expect(await send(await service.socket(), 'purchase:place', request())).toBe('SIGN_IN_REQUIRED');
    expect(await takes()).toEqual(before);
  });

  it('that come again hold once, and not with other content', async () => {
    const socket = await buyer();
    const before = await takes();
    const first = request();
    const answers = await Promise.all(Array.from({ length: 5 }, () => socket.ask('purchase:place', first)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await send(socket, 'purchase:place', { ...first, quantity: 2 })).toBe('TICKET_REUSED');
    await socket.next('order:changed', ({ order }) => order.id === first.ticket);
    expect(await takes()).toEqual({ ...before, free: before.free - 1, held: before.held + 1 });
    const starts = await Promise.all([1, 2, 3].map(() => socket.ask('purchase:pay', { ticket: first.ticket })));
    expect(new Set(starts.map((start) => start.paymentId)).size).toBe(1);
    expect(await send(socket, 'purchase:cancel', { ticket: first.ticket })).toBe('ok');
    await send(socket, 'purchase:cancel', { ticket: first.ticket });
    await send(socket, 'purchase:place', first);
    expect(await socket.ask('purchase:status', { ticket: first.ticket })).toMatchObject({
      order: { state: 'cancelled' },
    });
    expect(await takes()).toEqual(before);
  });

  it('of another account find nothing', async () => {
    const [owner, other] = [await buyer(), await buyer()];
    const mine = request();
    await owner.ask('purchase:place', mine);
    const { ticket } = mine;
    for (const name of ['purchase:status', 'purchase:pay', 'purchase:cancel']) {
      expect(await send(other, name, { ticket })).toBe('UNKNOWN_TICKET');
    }
    await owner.next('order:changed', ({ order }) => order.id === ticket);
    expect(await send(other, 'purchase:place', mine)).toBe('UNKNOWN_TICKET');
    for (const name of ['purchase:status', 'purchase:pay', 'purchase:cancel']) {
      expect(await send(other, name, { ticket })).toBe('UNKNOWN_TICKET');
    }
    expect(await owner.ask('purchase:status', { ticket })).toMatchObject({ order: { state: 'placed' } });
    await owner.ask('purchase:cancel', { ticket });
  });

  it('that come in another order are refused until their turn', async () => {
    const socket = await buyer();
    const late = request();
    for (const name of ['purchase:pay', 'purchase:cancel', 'purchase:status']) {
      expect(await send(socket, name, { ticket: late.ticket })).toBe('UNKNOWN_TICKET');
    }
    await socket.ask('purchase:place', late);
    await socket.next('order:changed', ({ order }) => order.id === late.ticket);
    await socket.ask('purchase:cancel', { ticket: late.ticket });
    expect(await send(socket, 'purchase:pay', { ticket: late.ticket })).toBe('ORDER_STATE');
  });

  it('about a hold that is over bring it back to nobody', async () => {
    const socket = await buyer();
    const before = await takes();
    const ticket = await held(socket);
    await socket.next('order:changed', ({ order }) => order.id === ticket && order.state === 'cancelled');
    expect(await send(socket, 'purchase:pay', { ticket })).toBe('HOLD_ENDED');
    expect(await send(socket, 'purchase:place', request({ ticket, quantity: 2 }))).toBe('TICKET_REUSED');
    expect(await socket.ask('purchase:status', { ticket })).toMatchObject({ order: { cancelReason: 'timeout' } });
    expect(await takes()).toEqual(before);
  });
});
