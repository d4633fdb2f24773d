import { describe, expect, it } from 'vitest';
import type { ProductCopy } from '#src/contract/catalog.ts';
import { toOffered, toShelfItem } from '#src/shelf/offer.ts';
import type { ShelfItemRecord } from '#src/shelf/item.ts';
import { listingProblem, mayChangeShelf, refreshedItem } from '#src/shelf/rules.ts';

const copy: ProductCopy = {
  title: 'Green tea',
  description: '',
  kind: 'physical',
  pictures: ['picture'],
  skus: [
    { id: 's1', name: '100 g', listPrice: 2_000, price: 1_500 },
    { id: 's2', name: '200 g', listPrice: 4_000, price: 3_000 },
  ],
};
const item: ShelfItemRecord = {
  _id: 'item',
  room: 'room',
  product: 'product',
  shop: 'shop',
  seller: 'seller',
  channelName: 'Tea house',
  title: 'Green tea',
  picture: 'picture',
  priceVersion: 3,
  state: 'on_sale',
  onShelf: true,
  order: 0,
  skus: [
    { sku: 's1', pool: 'p1', name: '100 g', listPrice: 2_000, price: 1_500 },
    { sku: 's2', pool: 'p2', name: '200 g', listPrice: 4_000, price: 3_000 },
  ],
  revision: 5,
  at: new Date(0),
};

describe('what may be put on a shelf', () => {
  const shop = { id: 'shop', state: 'open' as const };
  const product = { shopId: 'shop', listed: true, online: copy };
  it.each([
    [{ shop, product }, undefined],
    [{ shop: undefined, product }, 'SHOP_NOT_LINKED'],
    [{ shop, product: undefined }, 'NOT_FOUND'],
    [{ shop, product: { ...product, shopId: 'other' } }, 'FOREIGN_PRODUCT'],
    [{ shop, product: { ...product, online: { ...copy, externalUrl: 'https://a.example' } } }, 'FOREIGN_PRODUCT'],
    [{ shop: { ...shop, state: 'opened' as const }, product }, 'SHOP_NOT_OPEN'],
    [{ shop: { ...shop, state: 'frozen' as const }, product }, 'SHOP_NOT_OPEN'],
    [{ shop, product: { ...product, listed: false } }, 'PRODUCT_NOT_ONLINE'],
    [{ shop, product: { shopId: 'shop', listed: true } }, 'PRODUCT_NOT_ONLINE'],
    [{ shop, product: { ...product, online: { ...copy, kind: 'course' as const } } }, 'PRODUCT_NOT_ONLINE'],
  ])('%#', (listing, code) => {
    expect(listingProblem(listing)?.code).toBe(code);
  });

  it('changes until the room is over', () => {
    const states = ['scheduled', 'live', 'paused', 'ended', 'closed'] as const;
    expect(states.filter(mayChangeShelf)).toEqual(['scheduled', 'live', 'paused']);
  });
});

describe('a new copy of a product', () => {
  it('changes nothing when nothing is new', () => {
    expect(refreshedItem(item, copy, 9)).toBeUndefined();
  });

  it('gets a new price version only for a new price, and never an old one', () => {
    expect(refreshedItem(item, { ...copy, title: 'Black tea' }, 9)).toMatchObject({
      title: 'Black tea',
      priceVersion: 3,
    });
    const cheaper = { ...copy, skus: [{ ...copy.skus[0]!, price: 1_000 }, copy.skus[1]!] };
    expect(refreshedItem(item, cheaper, 9)).toMatchObject({
      priceVersion: 9,
      skus: [{ price: 1_000 }, { price: 3_000 }],
    });
    expect(refreshedItem(item, cheaper, 2)).toMatchObject({ priceVersion: 4 });
  });

  it('drops SKUs it no longer has, and is withdrawn with its last', () => {
    const one = refreshedItem(item, { ...copy, skus: [copy.skus[1]!] }, 9)!;
    expect(one.skus?.map((sku) => sku.pool)).toEqual(['p2']);
    expect(one).toMatchObject({ state: 'on_sale', priceVersion: 3 });
    const other = { ...copy, skus: [{ ...copy.skus[0]!, id: 's9' }] };
    expect(refreshedItem(item, other, 9)).toEqual({ state: 'withdrawn', pinnedAt: undefined });
  });

  it('withdraws and brings back', () => {
    expect(refreshedItem(item, undefined, 9)).toEqual({ state: 'withdrawn', pinnedAt: undefined });
    expect(refreshedItem({ ...item, state: 'withdrawn' }, undefined, 9)).toBeUndefined();
    expect(refreshedItem({ ...item, state: 'withdrawn' }, copy, 9)).toMatchObject({ state: 'on_sale' });
    expect(refreshedItem({ ...item, onShelf: undefined, state: 'removed' }, copy, 9)).toBeUndefined();
  });
});

describe('an item as viewers and the gate have it', () => {
  const sizes = new Map([
    ['p1', 5],
    ['p2', 7],
  ]);
  it('shows what is left of each SKU', () => {
    const view = toShelfItem({ ...item, limit: 2 }, sizes, new Map([['p2', 6]]));
    expect(view).toMatchObject({ itemId: 'item', perBuyerLimit: 2, state: 'on_sale' });
    expect(view.skus.map(({ size, left }) => [size, left])).toEqual([
      [5, 0],
      [7, 6],
    ]);
  });

  it('offers nothing once it has left the shelf', () => {
    expect(toOffered(item, sizes).skus.map(({ sku, size }) => [sku, size])).toEqual([
      ['s1', 5],
      ['s2', 7],
    ]);
    for (const state of ['removed', 'abandoned'] as const) {
      expect(toOffered({ ...item, state, onShelf: undefined }, sizes)).toMatchObject({ state: 'removed', skus: [] });
    }
    const members = JSON.parse(`{${toOffered(item, sizes).skus[0]!.members}}`);
    expect(members).toEqual({ skuId: 's1', poolId: 'p1', name: '100 g', listPrice: 2_000, price: 1_500, size: 5 });
  });
});
