import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freezeShop, unfreezeShop } from '#src/shops/freeze-shop.ts';
import { withdrawShop } from '#src/shelf/withdraw-shop.ts';
import { addItem } from '#src/shelf/add-item.ts';
import { addUnits } from '#src/shelf/add-units.ts';
import { refreshProduct } from '#src/shelf/refresh-product.ts';
import { removeItem } from '#src/shelf/remove-item.ts';
import { sweepShelf } from '#src/shelf/sweep-shelf.ts';
import { readPinned, readShelf } from '#src/shelf/read-shelf.ts';
import { countRoom } from '#src/orders/count-room.ts';
import { createOrder } from '#src/orders/create-order.ts';
import { placePurchase } from '#src/purchases/place-purchase.ts';
import { cancelPurchase } from '#src/purchases/cancel-purchase.ts';
import { readStock } from '#src/stock/read-stock.ts';
import { settleRoom } from '#src/stock/settle-room.ts';
import { setSelling } from '#src/stock/set-selling.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { Died, dieAt } from '../support/die-at.ts';
import type { Step } from '../support/die-at.ts';
import { expectBalanced } from '../support/ledger.ts';
import { watch } from '../support/rooms.ts';
import { createTestClock, refusalOf } from '../support/sale.ts';
import { dataOf, openSeller } from '../support/seller.ts';
import type { Seller } from '../support/seller.ts';
import { Refused, startService } from '../support/service.ts';
import type { Client, Service } from '../support/service.ts';

let service: Service;
let seller: Seller;
const clock = createTestClock();
beforeAll(async () => {
  service = await startService({ env: { SHOP_AUTO_APPROVE: 'true' }, clock });
  seller = await openSeller(service, { stock: 1_000 });
});
afterAll(() => service.close());

const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Refused ? error.body.code : Promise.reject(error)),
  );
const available = async () => (await readStock(service.deps, [seller.skuId])).get(seller.skuId)!;
const host = (): Member => ({
  kind: 'member',
  id: seller.host.id,
  name: 'Host',
  role: 'member',
  sessionId: seller.host.id,
});
const member = async (): Promise<Member> => {
  const { id, email } = await service.person();
  return { kind: 'member', id, name: email, role: 'member', sessionId: id };
};
const requestFor = (room: string, units = 5) => ({
  room,
  product: seller.productId,
  units: [{ sku: seller.skuId, units }],
});

/** A room with the seller's product on its shelf, and the host's socket. */
async function openRoom(units = 5): Promise<{ room: string; item: string; socket: Client }> {
  const room = await seller.schedule();
  const socket = await seller.host.socket();
  const { itemId: item } = await socket.ask('shelf:add', requestFor(room, units));
  await setSelling(service.deps, room, 'open');
  return { room, item, socket };
}

describe('putting a product on the shelf', () => {
  it('moves units from the shop into a pool, and everybody sees the item', async () => {
    const room = await seller.schedule();
    const viewer = await watch(await service.socket(), room);
    const before = await available();
    const socket = await seller.host.socket();
    const { itemId } = await socket.ask('shelf:add', requestFor(room, 7));
    expect(await available()).toMatchObject({ available: before.available - 7, inRooms: before.inRooms + 7 });
    await expect.poll(() => viewer.client.snapshot.shelf).toEqual(await readShelf(service.deps, room));
    expect(viewer.client.snapshot.shelf).toMatchObject([
      { itemId, title: 'Green tea of this spring', state: 'on_sale', skus: [{ size: 7, left: 7, price: 1_990 }] },
    ]);
    expect(await expectBalanced(service.deps, room)).toMatchObject({ size: 7, free: 7 });
  });

  it('is refused to others, twice, without the stock, for unknown SKUs and foreign products', async () => {
    const room = await seller.schedule();
    const stranger = await (await service.person()).socket();
    expect(await refused(stranger.ask('shelf:add', requestFor(room)))).toBe('FORBIDDEN');
    const socket = await seller.host.socket();
    const before = await available();
    expect(await refused(socket.ask('shelf:add', requestFor(room, 100_000)))).toBe('STOCK_SHORT');
    const unknown = { room, product: seller.productId, units: [{ sku: service.deps.newId(), units: 1 }] };
    expect(await refused(socket.ask('shelf:add', unknown))).toBe('INVALID_INPUT');
    const other = await openSeller(service, { name: 'Other' });
    const foreign = { room, product: other.productId, units: [{ sku: other.skuId, units: 1 }] };
    expect(await refused(socket.ask('shelf:add', foreign))).toBe('FOREIGN_PRODUCT');
    expect(await available()).toEqual(before);
    const both = await Promise.all([1, 2].map(() => refused(socket.ask('shelf:add', requestFor(room)))));
    expect(both.toSorted()).toEqual(['ITEM_EXISTS', 'accepted']);
    expect(await available()).toMatchObject({ available: before.available - 5, inRooms: before.inRooms + 5 });
    await expectBalanced(service.deps, room);
  });

  it('needs the product to be listed', async () => {
    const room = await seller.schedule();
    const socket = await seller.host.socket();
    dataOf(await seller.host.http(`PUT /api/products/${seller.productId}/listed`, { listed: false }));
    expect(await refused(socket.ask('shelf:add', requestFor(room)))).toBe('PRODUCT_NOT_ONLINE');
    dataOf(await seller.host.http(`PUT /api/products/${seller.productId}/listed`, { listed: true }));
    expect(await refused(socket.ask('shelf:add', requestFor(room)))).toBe('accepted');
  });

  const steps: Step[] = [
    'stock.pools.insert',
    'stock.skus.allocate',
    'shelf.insert',
    'gate.sync',
    'stock.pools.move',
    'shelf.clean',
  ];
  for (const step of steps)
    for (const when of ['before', 'after'] as const)
      it(`is finished or undone when the process dies ${when} ${step}`, async () => {
        const { deps } = service;
        const room = await seller.schedule();
        const before = await available();
        await expect(addItem(dieAt(deps, step, when), host(), requestFor(room))).rejects.toBeInstanceOf(Died);
        clock.pass(20_000);
        await sweepShelf(deps);
        const shelf = await readShelf(deps, room);
        const inRoom = shelf.length === 1 ? 5 : 0;
        expect(await available()).toMatchObject({ available: before.available - inRoom });
        expect(shelf.map((item) => item.skus[0]!.left)).toEqual(inRoom ? [5] : []);
        if (inRoom)
          expect((await deps.gate.knownItems(room, [shelf[0]!.itemId]))[0]).toMatchObject({ state: 'on_sale' });
        else expect(await refusalOf(addItem(deps, host(), requestFor(room)))).toBeUndefined();
        await expectBalanced(deps, room);
      });

  it('finds that it was given up when it comes too late', async () => {
    const { deps } = service;
    const room = await seller.schedule();
    const before = await available();
    // The process stands still between allocating and inserting, and the sweep is faster.
    const slow = {
      ...deps,
      shelf: {
        ...deps.shelf,
        async insert(item: Parameters<typeof deps.shelf.insert>[0]) {
          clock.pass(20_000);
          await sweepShelf(deps);
          return deps.shelf.insert(item);
        },
      },
    };
    expect(await refusalOf(addItem(slow, host(), requestFor(room)))).toMatchObject({ code: 'BUSY' });
    expect(await readShelf(deps, room)).toEqual([]);
    expect((await available()).available).toBe(before.available);
  });
});

describe('adding units', () => {
  it('happens once per key, is seen by everybody, and is finished when the process dies', async () => {
    const { deps } = service;
    const { room, item, socket } = await openRoom(5);
    const viewer = await watch(await service.socket(), room);
    const more = { room, item, sku: seller.skuId, units: 3, key: deps.newId() };
    await Promise.all(
      [socket.ask('shelf:add-units', more), socket.ask('shelf:add-units', more)].map((each) => each.catch(() => {})),
    );
    await socket.ask('shelf:add-units', more);
    expect(await expectBalanced(deps, room)).toMatchObject({ size: 8, free: 8 });
    await expect.poll(() => viewer.client.snapshot.shelf[0]!.skus[0]).toMatchObject({ size: 8, left: 8 });
    for (const step of ['stock.skus.grow', 'stock.pools.raise', 'shelf.change', 'gate.sync'] as const) {
      const buyer = await member();
      const request = { room, item, sku: seller.skuId, quantity: 1, priceVersion: 1, ticket: deps.newId() };
      await placePurchase(deps, buyer, request);
      const dying = addUnits(dieAt(deps, step, 'after'), host(), { ...more, units: 2, key: deps.newId() });
      await expect(dying).rejects.toBeInstanceOf(Died);
      clock.pass(20_000);
      await sweepShelf(deps);
      await cancelPurchase(deps, buyer, request.ticket);
      await expectBalanced(deps, room);
    }
    expect(await expectBalanced(deps, room)).toMatchObject({ size: 16, free: 16 });
    expect(await refused(socket.ask('shelf:add-units', { ...more, units: 1_000_000, key: deps.newId() }))).toBe(
      'STOCK_SHORT',
    );
  });
});

describe('taking an item off the shelf', () => {
  it('returns what is free at once and what is held when it comes free', async () => {
    const { deps } = service;
    const { room, item, socket } = await openRoom(6);
    const before = await available();
    const [held, sold] = [await member(), await member()];
    const request = (quantity: number) => ({
      room,
      item,
      sku: seller.skuId,
      quantity,
      priceVersion: 1,
      ticket: deps.newId(),
    });
    const [first, second] = [request(2), request(1)];
    await placePurchase(deps, held, first);
    await placePurchase(deps, sold, second);
    await createOrder(deps, { room, ticket: second.ticket });
    await deps.orders.markPaid(second.ticket, deps.newId(), new Date(clock.now()));
    await deps.gate.markPaid(room, second.ticket);
    await socket.ask('shelf:remove', { room, item });
    expect((await available()).available).toBe(before.available + 3);
    expect(await refusalOf(placePurchase(deps, held, request(1)))).toMatchObject({ code: 'ITEM_NOT_FOUND' });
    await createOrder(deps, { room, ticket: first.ticket });
    await expectBalanced(deps, room);
    await cancelPurchase(deps, held, first.ticket);
    expect((await available()).available).toBe(before.available + 5);
    expect(await expectBalanced(deps, room)).toMatchObject({ size: 6, sold: 1, returned: 5 });
    expect(await countRoom(deps, room)).toMatchObject({ unitsSold: 1, unitsReturned: 5 });
    // The same product may come back, with a pool of its own.
    await socket.ask('shelf:add', requestFor(room, 2));
    await deps.rooms.finish(room, { state: 'ended', at: new Date(clock.now() - 60_000) });
    expect(await settleRoom(deps, room)).toBe(true);
    expect((await available()).available).toBe(before.available + 5);
    expect(await expectBalanced(deps, room)).toMatchObject({ size: 8, sold: 1, returned: 7 });
  });

  for (const step of ['shelf.change', 'gate.sync', 'stock.pools.close', 'stock.skus.moveReturned'] as const)
    for (const when of ['before', 'after'] as const)
      it(`is finished when the process dies ${when} ${step}`, async () => {
        const { deps } = service;
        const { room, item } = await openRoom(4);
        const before = await available();
        await expect(removeItem(dieAt(deps, step, when), host(), { room, item })).rejects.toBeInstanceOf(Died);
        clock.pass(20_000);
        await sweepShelf(deps);
        const gone = !(step === 'shelf.change' && when === 'before');
        expect((await available()).available).toBe(before.available + (gone ? 4 : 0));
        await expectBalanced(deps, room);
      });
});

describe('the pin', () => {
  it('is one, is seen by everybody, marks what is bought, and leaves with its item', async () => {
    const { deps } = service;
    const { room, item, socket } = await openRoom();
    const viewer = await watch(await service.socket(), room);
    await socket.ask('shelf:pin', { room, item });
    await expect.poll(() => viewer.client.snapshot.pinned?.itemId).toBe(item);
    expect(await readPinned(deps, room)).toMatchObject({ itemId: item });
    const buyer = await member();
    const request = { room, item, sku: seller.skuId, quantity: 1, priceVersion: 1, ticket: deps.newId() };
    await placePurchase(deps, buyer, request);
    await createOrder(deps, { room, ticket: request.ticket });
    expect((await deps.orders.find(request.ticket))?.seen).toMatchObject({ pinned: true });
    await socket.ask('shelf:unpin', { room });
    await expect.poll(() => viewer.client.snapshot.pinned).toBeNull();
    await socket.ask('shelf:pin', { room, item });
    await withdrawShop(deps, seller.shopId);
    await expect.poll(() => viewer.client.snapshot.shelf[0]!.state).toBe('withdrawn');
    expect(viewer.client.snapshot.pinned).toBeNull();
    expect(await refused(socket.ask('shelf:pin', { room, item }))).toBe('NOT_FOR_SALE');
    expect(await refusalOf(placePurchase(deps, buyer, { ...request, ticket: deps.newId() }))).toMatchObject({
      code: 'NOT_FOR_SALE',
    });
    await refreshProduct(deps, seller.productId);
    await expect.poll(() => viewer.client.snapshot.shelf[0]!.state).toBe('on_sale');
    expect(await refusalOf(placePurchase(deps, buyer, { ...request, ticket: deps.newId() }))).toBeUndefined();
    await expectBalanced(deps, room);
  });
});

describe('what happens to the product', () => {
  it('freezing the shop withdraws it at once, unfreezing brings it back', async () => {
    const { deps } = service;
    const { room } = await openRoom();
    const operator = await service.operator();
    const actor: Member = {
      kind: 'member',
      id: operator.id,
      name: 'Operator',
      role: 'operator',
      sessionId: operator.id,
    };
    await freezeShop(deps, actor, seller.shopId, 'a reason');
    expect(await readShelf(deps, room)).toMatchObject([{ state: 'withdrawn' }]);
    await unfreezeShop(deps, actor, seller.shopId);
    expect(await readShelf(deps, room)).toMatchObject([{ state: 'on_sale' }]);
  });

  it('a new price gets a new price version, and the old one is refused with the new', async () => {
    const { deps } = service;
    const { room, item } = await openRoom();
    const viewer = await watch(await service.socket(), room);
    const { product } = dataOf(await seller.host.http(`GET /api/products/${seller.productId}`));
    const { draft } = product;
    const cheaper = { ...draft, skus: draft.skus.map((sku: object) => ({ ...sku, price: 1_490 })) };
    dataOf(await seller.host.http(`PUT /api/products/${seller.productId}`, cheaper));
    dataOf(await seller.host.http(`POST /api/products/${seller.productId}/submit`));
    await expect.poll(() => viewer.client.snapshot.shelf[0]!.skus[0]!.price).toBe(1_490);
    const { priceVersion } = viewer.client.snapshot.shelf[0]!;
    const request = { room, item, sku: seller.skuId, quantity: 1, priceVersion: 1, ticket: deps.newId() };
    const buyer = await member();
    expect(await refusalOf(placePurchase(deps, buyer, request))).toMatchObject({
      code: 'PRICE_CHANGED',
      priceVersion,
      unitPrice: 1_490,
    });
    expect(await placePurchase(deps, buyer, { ...request, priceVersion })).toMatchObject({ unitPrice: 1_490 });
    await expectBalanced(deps, room);
  });
});
