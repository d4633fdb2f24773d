import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { buyNow, openPinned, pay } from './support/buying.ts';
import { holdLine } from './support/line.ts';
import { changePrice, lastLamp, startShow, teaSet } from './support/show.ts';
import { giveAddress, openWorld } from './support/world.ts';
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

const orders = () => world.service.deps.mongo.collection('orders');

test('a guest buys: signs in on the way, gives an address once, pays; the stock falls for everybody', async () => {
  const show = await startShow(world, [teaSet]);
  const buyer = await world.service.person('Wang Xiao');
  const [phone, watcher] = [await world.visit(), await world.visit({ device: 'desktop' })];
  await Promise.all([phone, watcher].map((visitor) => visitor.open(`/room/${show.roomId}`)));
  await watcher.page.getByTestId('pinned').getByText('15 left').waitFor();

  const { page } = phone;
  await openPinned(page);
  await page.getByRole('radio', { name: /^Plum blue/ }).check();
  await page.getByRole('button', { name: /^Buy now/ }).click();
  const door = page.getByRole('dialog', { name: 'Sign in' });
  await door.getByLabel('E-mail').fill(buyer.email);
  await door.getByRole('textbox', { name: 'Password' }).fill(buyer.password);
  await door.getByRole('button', { name: 'Sign in', exact: true }).click();

  await page.getByLabel('Full name').fill('Wang Xiao');
  await page.getByLabel('Phone').fill('138 0000 0000');
  await page.getByLabel('Province, city, district').fill('Zhejiang, Hangzhou');
  await page.getByLabel('Street and number').fill('Longjing Road 88');
  await page.getByRole('button', { name: 'Save address and buy' }).click();
  await page
    .getByTestId('hold')
    .getByText(/^Held for you until \d\d:\d\d:\d\d$/)
    .waitFor();
  await watcher.page.getByTestId('pinned').getByText('14 left').waitFor();
  expect(await phone.findings()).toEqual([]);

  const number = await pay(page);
  const order = await orders().findOne({ number });
  expect(order).toMatchObject({ state: 'paid', buyer: buyer.id, amount: 27_900, quantity: 1 });
  await page.getByRole('button', { name: 'Back to the live' }).click();
  await page.getByTestId('pinned').waitFor();
  await page.getByRole('button', { name: 'My orders' }).click();
  await page.getByTestId('order').getByText(number).waitFor();
  expect(await phone.findings()).toEqual([]);
});

test('two buyers want the last unit: one holds it, the other is told in words', async () => {
  const show = await startShow(world, [lastLamp]);
  const people = await Promise.all(['Ann', 'Ben'].map((name) => world.service.person(name)));
  await Promise.all(people.map(giveAddress));
  const visitors = await Promise.all(people.map((as) => world.visit({ as })));
  const lines = await Promise.all(visitors.map(holdLine));
  for (const { page, open } of visitors) {
    await open(`/room/${show.roomId}`);
    await openPinned(page);
    await page.getByRole('button', { name: /^Buy now/ }).waitFor();
  }
  // Neither hears of the other before both have pressed the button.
  for (const line of lines) line.fromService = (message) => (message.includes('room:events') ? 'hold' : 'pass');

  const outcomes = await Promise.all(visitors.map(({ page }) => tryToBuy(page)));
  expect(outcomes.toSorted()).toEqual(['held', 'refused']);
  const [winner, loser] = outcomes[0] === 'held' ? visitors : visitors.toReversed();
  await loser!.shot('last-unit-refused');
  for (const line of lines) {
    line.fromService = () => 'pass';
    line.release();
  }
  await loser!.page.getByRole('button', { name: 'Tell me when units return' }).click();
  await pay(winner!.page);
  expect(await orders().countDocuments({ room: show.roomId })).toBe(1);
  expect(await world.service.deps.mongo.collection('stock_units').countDocuments({ room: show.roomId })).toBe(1);
});

test('a reload in the middle of a hold goes on with the same hold', async () => {
  const show = await startShow(world, [teaSet]);
  const buyer = await world.service.person('Ann');
  await giveAddress(buyer);
  const visitor = await world.visit({ as: buyer });
  const { page } = visitor;
  await visitor.open(`/room/${show.roomId}`);
  await openPinned(page);
  await buyNow(page);
  const until = await page
    .getByTestId('hold')
    .getByText(/^Held for you until/)
    .innerText();

  await page.reload();
  await page.getByRole('button', { name: /^Unpaid purchase/ }).click();
  expect(
    await page
      .getByTestId('hold')
      .getByText(/^Held for you until/)
      .innerText(),
  ).toBe(until);
  const number = await pay(page);
  expect(await orders().countDocuments({ buyer: buyer.id })).toBe(1);
  expect(await orders().findOne({ buyer: buyer.id })).toMatchObject({ number, state: 'paid' });
});

test.for(['cut-before', 'cut-after'] as const)(
  'a purchase on a line that breaks (%s) is settled by itself, once',
  async (fate) => {
    const show = await startShow(world, [teaSet]);
    const buyer = await world.service.person('Ann');
    await giveAddress(buyer);
    const visitor = await world.visit({ as: buyer });
    const line = await holdLine(visitor);
    const { page } = visitor;
    await visitor.open(`/room/${show.roomId}`);
    await openPinned(page);
    let cuts = 0;
    line.fromPage = (message) => (message.includes('purchase:place') && (cuts += 1) === 1 ? fate : 'pass');
    await page.getByRole('button', { name: /^Buy now/ }).click();

    await page.getByTestId('hold').waitFor();
    // Known to the service, its answer is enough; else the same ticket is placed again.
    expect(cuts).toBe(fate === 'cut-after' ? 1 : 2);
    await pay(page);
    expect(await orders().countDocuments({ buyer: buyer.id })).toBe(1);
  },
);

test('a price that changed on the way is refused, shown, and asked again', async () => {
  const show = await startShow(world, [teaSet]);
  const buyer = await world.service.person('Ann');
  await giveAddress(buyer);
  const visitor = await world.visit({ as: buyer });
  const line = await holdLine(visitor);
  const { page } = visitor;
  await visitor.open(`/room/${show.roomId}`);
  await openPinned(page);
  await page.getByRole('button', { name: 'Buy now · ¥259' }).waitFor();

  line.fromService = (message) => (message.includes('room:events') ? 'hold' : 'pass');
  await changePrice(show, show.items[0], 29_900);
  await page.getByRole('button', { name: 'Buy now · ¥259' }).click();
  await page.getByText('The price has just changed').waitFor();
  line.fromService = () => 'pass';
  line.release();
  await page.getByText('The new price is ¥299. Buy at this price?').waitFor();
  await visitor.shot('price-changed');
  await page.getByRole('button', { name: 'Buy now · ¥299' }).click();
  await page.getByRole('button', { name: 'Pay ¥299' }).waitFor();
});

/** Presses the button and waits for either answer. */
async function tryToBuy(page: Page): Promise<'held' | 'refused'> {
  await page.getByRole('button', { name: /^Buy now/ }).click();
  const held = page.getByTestId('hold');
  await held.or(page.getByRole('alert').getByText('Sold out')).waitFor();
  return (await held.isVisible()) ? 'held' : 'refused';
}
