import { expect, test } from 'vitest';
import type { ShelfItem } from '#src/contract/shelf.ts';
import { alarmsOf } from '#src/rooms/alarms.ts';
import { checkLines } from '#src/rooms/check-lines.ts';
import type { CheckFacts } from '#src/rooms/check-lines.ts';

const now = Date.parse('2026-05-01T12:00:00.000Z');
const hour = 3_600_000;

function item(over: Partial<ShelfItem> = {}, sku: Partial<ShelfItem['skus'][number]> = {}): ShelfItem {
  const skus = [{ skuId: 's', poolId: 'p', name: '100 g', listPrice: 200, price: 100, size: 10, left: 10, ...sku }];
  return { itemId: 'i', productId: 'p', title: 'Tea', priceVersion: 1, state: 'on_sale', skus, ...over };
}

const ready: CheckFacts = {
  now,
  plan: { startsAt: now + hour, endsAt: now + 2 * hour },
  shop: { id: 'shop', state: 'open', openTasks: [] },
  liveEnabled: true,
  shelf: [item()],
  mediaReady: true,
};
const failing = (over: Partial<CheckFacts>) => checkLines({ ...ready, ...over }).filter((line) => !line.ok);

test('a ready room fails nothing, and every rule is named', () => {
  expect(failing({})).toEqual([]);
  expect(checkLines(ready)).toHaveLength(10);
});

test.each<[Partial<CheckFacts>, object]>([
  [{ now: now - 1 }, { rule: 'schedule', details: { from: new Date(now).toISOString() } }],
  [{ now: now + 2 * hour }, { rule: 'schedule', details: { until: new Date(now + 2 * hour).toISOString() } }],
  [
    { onAirRoom: { id: 'r', title: 'Other' } },
    { rule: 'channel_free', details: { room: { id: 'r', title: 'Other' } } },
  ],
  [
    { shop: { id: 'shop', state: 'approved', openTasks: ['publish_product'] } },
    { rule: 'shop_open', details: { shop: 'shop', state: 'approved', tasks: ['publish_product'] } },
  ],
  [{ shop: { id: 'shop', state: 'frozen', openTasks: [] } }, { rule: 'shop_open', details: { state: 'frozen' } }],
  [{ liveEnabled: false }, { rule: 'live_enabled' }],
  [{ shelf: [] }, { rule: 'shelf_not_empty' }],
  [
    { shelf: [item({ state: 'withdrawn' })] },
    { rule: 'products_online', details: { items: [{ itemId: 'i', title: 'Tea' }] } },
  ],
  [{ shelf: [item({}, { left: 0 }), item()] }, { rule: 'stock', details: { items: [{ itemId: 'i' }] } }],
  [{ shelf: [item({}, { price: 201 })] }, { rule: 'price', details: { items: [{ productId: 'p' }] } }],
  [{ mediaReady: false }, { rule: 'media' }],
])('%j fails', (over, line) => {
  expect(failing(over)).toMatchObject([line]);
});

test('everything that fails is listed together', () => {
  expect(failing({ now: 0, shop: undefined, shelf: [], mediaReady: false }).map((line) => line.rule)).toEqual([
    'schedule',
    'shop_linked',
    'shop_open',
    'shelf_not_empty',
    'media',
  ]);
});

test('alarms are raised for low stock, missing video and many refusals', () => {
  const stats = { refusalsPerMinute: 0 } as Parameters<typeof alarmsOf>[1];
  const room = { state: 'live', stage: 'on', shelf: [item()] } as const;
  expect(alarmsOf({ ...room, shelf: [item()] }, stats)).toEqual([]);
  expect(alarmsOf({ ...room, shelf: [item({}, { left: 1 })] }, stats)).toEqual([]);
  expect(alarmsOf({ ...room, shelf: [item({}, { left: 0 })] }, stats)).toEqual(['stock_low']);
  expect(alarmsOf({ ...room, shelf: [], stage: 'reconnecting' }, stats)).toEqual(['media_down']);
  expect(alarmsOf({ ...room, shelf: [], state: 'paused', stage: 'off' }, stats)).toEqual([]);
  expect(alarmsOf({ ...room, shelf: [] }, { ...stats, refusalsPerMinute: 30 })).toEqual(['refusals_high']);
});
