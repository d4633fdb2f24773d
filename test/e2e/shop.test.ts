import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openShop, productDraft } from '../support/shops.ts';
import { openWorld } from './support/world.ts';
import type { World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ env: { SHOP_AUTO_APPROVE: 'false' } });
});
afterEach(async () => {
  world.assertQuiet();
  await world.leave();
});
afterAll(() => world.close());

const picture = (name: string) => fileURLToPath(new URL(`../../scripts/seed-pictures/${name}.webp`, import.meta.url));

describe('a seller', () => {
  it('opens a personal shop, has it and a product reviewed in the console, and sells online', async () => {
    const [seller, operator] = [await world.service.person('Mei Lin'), await world.service.operator()];
    const { page, open, findings } = await world.visit({ as: seller, device: 'desktop' });
    await open('/shop');
    await page.getByLabel('Name of the shop').fill('Lin Ceramics');
    await page.getByRole('button', { name: 'Open the shop' }).click();

    const parts = page.getByRole('button', { name: 'Fill in', exact: true });
    await expect.poll(() => parts.count()).toBe(3);
    await parts.first().click();
    await page.getByLabel('Name as on the ID card').fill('Lin Mei');
    await page.getByLabel('ID number').fill('110101199003077315');
    for (const side of ['front', 'back']) await page.getByLabel(`ID card, ${side}`).setInputFiles(picture('paper'));
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(() => parts.count()).toBe(2);
    await parts.first().click();
    await page.getByLabel('Category').fill('Ceramics');
    await page.getByLabel('Contact for customers').fill('lin@example.com');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(() => parts.count()).toBe(1);
    await parts.first().click();
    await page.getByLabel('Account holder').fill('Lin Mei');
    await page.getByLabel('Account number').fill('6222020000001234567');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Hand in' }).click();
    await page.getByText('We are looking at your file').waitFor();
    expect(await findings()).toEqual([]);

    const desk = await world.visit({ as: operator, device: 'desktop' });
    await desk.open('/console#reviews');
    await desk.page.getByRole('button', { name: 'Approve' }).click();
    await desk.page.getByText('Nothing waits').waitFor();

    await page.reload();
    await page.getByRole('button', { name: 'Sign and open' }).click();
    await page.getByText('Open for business').first().waitFor();

    await open('/shop#products');
    await page.reload();
    await page.getByRole('button', { name: 'New product' }).first().click();
    await page.getByLabel('Title').fill('Reactive-glaze tea cup');
    await page.getByLabel('Add picture').setInputFiles(picture('ceramic-cup'));
    await page.getByRole('button', { name: 'Remove' }).waitFor();
    await page.getByLabel('Variant').fill('Blue');
    await page.getByLabel('Price', { exact: true }).fill('59');
    await page.getByLabel('List price').fill('89');
    await page.getByRole('button', { name: 'Hand in for review' }).click();
    await page.getByText('cannot be changed until it is decided').waitFor();

    await desk.page.reload();
    await desk.page.getByRole('button', { name: 'Approve' }).click();
    await desk.page.getByText('Nothing waits').waitFor();
    expect(await desk.findings()).toEqual([]);

    await page.reload();
    await page
      .getByRole('row', { name: /Reactive-glaze tea cup/ })
      .getByText('Online', { exact: true })
      .waitFor();
    await page.getByRole('button', { name: 'Reactive-glaze tea cup' }).click();
    await page.getByLabel('Units that came in').fill('+12');
    await page.getByRole('button', { name: 'Book', exact: true }).click();
    await page.getByText('12 in the shop').waitFor();
    expect(await findings()).toEqual([]);
  });

  it('reaches every product of a large shop, page by page', async () => {
    const { service } = world;
    const [seller, operator] = [await service.person('Mei Lin'), await service.operator()];
    const shopId = await openShop(seller, operator);
    const draft = await productDraft(seller);
    for (let number = 1; number <= 51; number += 1)
      await seller.http(`POST /api/shops/${shopId}/products`, { ...draft, title: `Cup ${number}` });
    const { page, open, findings } = await world.visit({ as: seller, device: 'desktop' });
    await open('/shop#products');
    await page.getByRole('button', { name: 'Cup 51' }).waitFor();
    expect(await page.getByRole('button', { name: 'Cup 1', exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByRole('button', { name: 'Cup 1', exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: /^Cup \d+$/ }).count()).toBe(51);
    expect(await findings()).toEqual([]);
  });
});
