import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openWorld } from './support/world.ts';
import type { World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterEach(async () => {
  world.assertQuiet();
  await world.leave();
});
afterAll(() => world.close());

const looks = [
  { device: 'phone', language: 'zh', scheme: 'dark', filter: '按名称、词语或字段筛选' },
  { device: 'desktop', language: 'en', scheme: 'light', filter: 'Filter by name, word or field' },
] as const;

test.for(looks)('the protocol is read and filtered on a $device in $language', async ({ filter, ...look }) => {
  const { page, open, shot, findings } = await world.visit(look);
  const name = `protocol-${look.device}-${look.language}`;
  await open('/protocol');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await shot(name);
  expect(await findings()).toEqual([]);

  const box = page.getByRole('searchbox', { name: filter });
  const entries = page.getByTestId('entry');
  await box.fill('purchase:place');
  await expect.poll(() => entries.count()).toBe(1);
  await entries.getByText('purchase:place', { exact: true }).click();
  await entries.getByText('priceVersion').waitFor();
  await entries.getByText('integer, 1 to 999').waitFor();
  await shot(`${name}-command`);

  await box.fill('post /orders ship');
  await entries.getByText('POST /api/orders/{id}/ship').waitFor();
  await expect.poll(() => entries.count()).toBe(1);
  await entries.locator('summary').click();
  await entries.getByText('trackingNumber').first().waitFor();
  expect(await findings()).toEqual([]);

  await box.fill('');
  await expect.poll(() => entries.count()).toBeGreaterThan(80);
  const isTooWide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
  expect(await page.evaluate(isTooWide)).toBe(false);
});
