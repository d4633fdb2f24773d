import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenRules, isDecidedAlike, isLocked, isOnSale, isTelling, quotaWindows } from '#src/catalog/rules.ts';
import type { Judged } from '#src/catalog/rules.ts';

const sku = (over: object = {}) => ({ name: 'red', listPrice: 2_000, price: 1_500, ...over });
const draft = (over: object = {}): Judged => ({
  title: 'Stoneware cup',
  kind: 'physical',
  pictures: ['picture'],
  skus: [sku()],
  ...over,
});
const rulesOf = (judged: Judged, maxPrice?: number) => brokenRules(judged, maxPrice).map(({ rule }) => rule);

describe('rule 13: only physical goods of this platform', () => {
  it('publishes a sound draft', () => {
    expect(brokenRules(draft(), undefined)).toEqual([]);
  });

  it('never publishes virtual goods, courses and services, and says which it was', () => {
    for (const kind of ['virtual', 'course', 'service'] as const) {
      expect(brokenRules(draft({ kind }), undefined)).toMatchObject([
        { rule: 'virtual_goods', path: 'kind', details: { kind } },
      ]);
    }
  });

  it('refuses goods of another platform', () => {
    const externalUrl = 'https://item.example/1';
    expect(brokenRules(draft({ externalUrl }), undefined)).toMatchObject([
      { rule: 'foreign_goods', path: 'externalUrl' },
    ]);
  });

  it('shows buyers only an approved, listed product of an open shop', () => {
    const online = { title: 'Cup' } as never;
    expect(isOnSale({ online, listed: true }, { state: 'open' })).toBe(true);
    expect(isOnSale({ online, listed: false }, { state: 'open' })).toBe(false);
    expect(isOnSale({ listed: true }, { state: 'open' })).toBe(false);
    for (const state of ['opened', 'in_review', 'rejected', 'approved', 'frozen']) {
      expect(isOnSale({ online, listed: true }, { state })).toBe(false);
    }
    expect(isOnSale({ online, listed: true }, undefined)).toBe(false);
  });
});

describe('rule 14: while in review a product is locked', () => {
  it('is locked in review and in no other state', () => {
    const states = ['editing', 'in_review', 'rejected', 'approved'];
    expect(states.filter((status) => isLocked({ draftState: { status } as never }))).toEqual(['in_review']);
  });

  it('knows a result that was delivered before', () => {
    const product = (status: string) => ({ draftState: { status } as never });
    expect(isDecidedAlike(product('approved'), { decision: 'approve' })).toBe(true);
    expect(isDecidedAlike(product('rejected'), { decision: 'approve' })).toBe(false);
    expect(isDecidedAlike(product('rejected'), { decision: 'reject', reason: 'no' })).toBe(true);
  });
});

describe('rule 15: 1 to 500 SKUs, prices and the title', () => {
  it('counts SKUs', () => {
    const many = (length: number) => Array.from({ length }, (_, index) => sku({ name: `v${index}` }));
    expect(rulesOf(draft({ skus: [] }))).toEqual(['sku_count']);
    expect(rulesOf(draft({ skus: many(500) }))).toEqual([]);
    expect(rulesOf(draft({ skus: many(501) }))).toEqual(['sku_count']);
  });

  it('wants a price above zero and not above the list price, at its own place', () => {
    expect(brokenRules(draft({ skus: [sku(), sku({ name: 'b', price: 0 })] }), undefined)).toMatchObject([
      { rule: 'price', path: 'skus.1.price' },
    ]);
    expect(rulesOf(draft({ skus: [sku({ price: 2_000 })] }))).toEqual([]);
    expect(rulesOf(draft({ skus: [sku({ price: 2_001 })] }))).toEqual(['sale_price']);
  });

  it('keeps personal shops within 2,500 yuan per SKU', () => {
    const at = (price: number) => rulesOf(draft({ skus: [sku({ price, listPrice: price })] }), 250_000);
    expect(at(250_000)).toEqual([]);
    expect(at(250_001)).toEqual(['price_cap']);
    expect(rulesOf(draft({ skus: [sku({ price: 250_001, listPrice: 250_001 })] }))).toEqual([]);
  });

  it('wants names apart and a picture', () => {
    expect(brokenRules(draft({ skus: [sku(), sku()], pictures: [] }), undefined)).toMatchObject([
      { rule: 'pictures', path: 'pictures' },
      { rule: 'sku_names', path: 'skus.1.name' },
    ]);
  });

  it('refuses a title of only digits, letters or symbols', () => {
    const bad = ['123456', 'abc', 'ABCDEF', 'AB12', '!!!', '★★★', 'aaa aaa', 'A1 B2 C3', '12 pcs', 'x y z', '🍯🍯'];
    const good = [
      '茶',
      'Desk lamp',
      '山野 Honey',
      'ручная чашка',
      'Tee für Kenner',
      '蜂蜜500g',
      'Hand-thrown cup No 7',
    ];
    expect(bad.filter(isTelling)).toEqual([]);
    expect(good.filter((title) => !isTelling(title))).toEqual([]);
    fc.assert(fc.property(fc.stringMatching(/^[0-9A-Za-z]+$/), (title) => !isTelling(title)));
    fc.assert(fc.property(fc.stringMatching(/^[\d\p{P}\p{S} ]+$/u), (title) => !isTelling(title)));
  });

  it('lists every broken rule at once, each with its place and its mend', () => {
    const broken = brokenRules(
      draft({
        title: '123',
        kind: 'course',
        pictures: [],
        externalUrl: 'https://x.example',
        skus: [sku({ price: 0 }), sku({ price: 300_000 })],
      }),
      250_000,
    );
    expect(broken.map(({ rule }) => rule)).toEqual([
      'title',
      'pictures',
      'virtual_goods',
      'foreign_goods',
      'sku_names',
      'price',
      'sale_price',
      'price_cap',
    ]);
    for (const { path, fix } of broken) expect([path.length > 0, fix.length > 10]).toEqual([true, true]);
  });
});

describe('rule 17: submissions per hour and day', () => {
  const limits = { perHour: 200, perDay: 1_000 };

  it('counts in the hour and the day that a moment lies in', () => {
    const now = Date.parse('2026-03-01T22:59:59.999Z');
    expect(quotaWindows('shop', limits, now)).toMatchObject([
      { per: 'hour', limit: 200, endsAt: Date.parse('2026-03-01T23:00:00Z') },
      { per: 'day', limit: 1_000, endsAt: Date.parse('2026-03-02T00:00:00Z') },
    ]);
    const [hour, day] = quotaWindows('shop', limits, now + 1);
    expect(hour!.id).not.toBe(quotaWindows('shop', limits, now)[0]!.id);
    expect(day!.id).toBe(quotaWindows('shop', limits, now)[1]!.id);
  });

  it('never mixes shops', () => {
    expect(quotaWindows('a', limits, 0)[0]!.id).not.toBe(quotaWindows('b', limits, 0)[0]!.id);
  });
});
