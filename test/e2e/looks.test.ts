import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RoomEventBody } from '#src/contract/room-events.ts';
import { redisPath, startRedisServer } from '../support/redis-server.ts';
import type { RedisServer } from '../support/redis-server.ts';
import { buyNow, openPinned, pay } from './support/buying.ts';
import { lastLamp, startShow, teaSet } from './support/show.ts';
import type { Goods, Show } from './support/show.ts';
import type { Visitor, VisitorOptions } from './support/visitor.ts';
import { giveAddress, openWorld } from './support/world.ts';
import type { World } from './support/world.ts';

/** Every piece is looked at like this: nothing serious for axe, nothing wider than the screen, a picture when asked for. */
const allLooks = [
  { device: 'phone', language: 'en', scheme: 'light' },
  { device: 'phone', language: 'zh', scheme: 'dark' },
  { device: 'desktop', language: 'en', scheme: 'light' },
  { device: 'desktop', language: 'zh', scheme: 'light' },
] as const satisfies VisitorOptions[];
type Look = (typeof allLooks)[number];
/** Pictures are wanted of all; otherwise each device, language and scheme is enough once. */
const looks: readonly Look[] = process.env['E2E_SHOTS'] ? allLooks : [allLooks[1], allLooks[2]];

const firstPaid = {
  ...lastLamp,
  title: 'Signed plate, one of a kind',
  picture: 'ceramic-cup',
  mode: 'first_paid' as const,
};
const drawn: Goods = {
  title: 'Tea for everybody',
  picture: 'tea-set',
  mode: 'equal_chance',
  drawSeconds: 10,
  skus: [{ name: '50 g', listPrice: 19_900, price: 12_900, units: 6 }],
};
const notice = 'Free shipping today for two sets or more';

async function check(visitor: Visitor, name: string, look: Look): Promise<void> {
  await visitor.shot(`${name}-${look.device}-${look.language}`);
  expect(await visitor.findings()).toEqual([]);
  const isTooWide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
  expect(await visitor.page.evaluate(isTooWide)).toBe(false);
}

let redis: RedisServer | undefined;
let world: World;
let show: Show;
let soldNumber: string;

beforeAll(async () => {
  redis = redisPath ? await startRedisServer() : undefined;
  world = await openWorld({ env: { LOG_LEVEL: 'silent', ...(redis && { REDIS_URL: redis.url }) } });
  show = await startShow(world, [teaSet, firstPaid, drawn]);
  const room = show.roomId;
  await show.host.ask('room:change', { room, notice });
  await show.host.ask('chat:say', { room, messageId: world.service.deps.newId(), text: 'Welcome, tea friends' });
  const buyer = await world.service.person('Wang Xiao');
  await giveAddress(buyer);
  const { page, open } = await world.visit({ as: buyer });
  await open(`/room/${room}`);
  await openPinned(page);
  await buyNow(page);
  soldNumber = await pay(page);
  await world.leave();
});
afterEach(async () => {
  world.assertQuiet();
  await world.leave();
});
afterAll(async () => {
  await world.close();
  await redis?.close();
});

test.for(looks)('room: pinned first-paid item, notice, skipped lines; $device $language', async (look) => {
  await show.host.ask('shelf:pin', { room: show.roomId, item: show.items[1]?.itemId ?? '' });
  const visitor = await world.visit(look);
  await visitor.open(`/room/${show.roomId}`);
  await visitor.page.getByTestId('pinned').getByText(firstPaid.title).waitFor();
  await visitor.page.getByText(notice).waitFor();
  await talk(400);
  await visitor.page.getByTestId('skipped').waitFor();
  await check(visitor, 'room-busy', look);
  await visitor.page.getByTestId('pinned').getByRole('button').click();
  await visitor.page.getByRole('dialog').waitFor();
  await check(visitor, 'room-first-paid', look);
});

test.for(looks)('room: paying for an item that the first payment claims; $device $language', async (look) => {
  const buyer = await world.service.person('Chen Yu');
  await giveAddress(buyer);
  const visitor = await world.visit({ ...look, as: buyer });
  const { page } = visitor;
  await visitor.open(`/room/${show.roomId}`);
  await page.getByTestId('pinned').getByRole('button').click();
  await page.getByRole('button', { name: /^(Buy now|立即购买)/ }).click();
  await page.getByTestId('hold').waitFor();
  await check(visitor, 'room-first-paid-held', look);
});

test.for(looks)('room: a tap that takes part in a draw; $device $language', async (look) => {
  await show.host.ask('shelf:pin', { room: show.roomId, item: show.items[2]?.itemId ?? '' });
  const buyer = await world.service.person('Sun Li');
  await giveAddress(buyer);
  const visitor = await world.visit({ ...look, as: buyer });
  const { page } = visitor;
  await visitor.open(`/room/${show.roomId}`);
  await page.getByTestId('pinned').getByText(drawn.title).waitFor();
  await page.getByTestId('pinned').getByRole('button').click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('¥129').first().waitFor();
  await check(visitor, 'room-draw', look);
  await sheet.locator('.ui-drawer-foot button').click();
  await page.getByTestId('entered').waitFor();
  await check(visitor, 'room-draw-entered', look);
  await page.getByTestId('hold').or(sheet.getByRole('alert')).waitFor();
  await check(visitor, 'room-draw-result', look);
  await show.host.ask('shelf:pin', { room: show.roomId, item: show.items[1]?.itemId ?? '' });
});

test.for(looks)('studio: live units and money, sale mode, chat rules; $device $language', async (look) => {
  const visitor = await world.visit({ ...look, as: show.seller.host });
  const { page } = visitor;
  await visitor.open(`/studio/${show.roomId}`);
  await page.getByText('¥259').first().waitFor();
  await check(visitor, 'studio-live', look);
  if (look.device === 'phone') {
    await page.locator('.studio-tabs').scrollIntoViewIfNeeded();
    await page.getByRole('tab').last().click();
    await check(visitor, 'studio-chat', look);
    await page.getByRole('tab').first().click();
  }
  await page
    .getByRole('button', { name: /^(Add|添加)$/ })
    .filter({ visible: true })
    .first()
    .click();
  await page.getByRole('combobox', { name: /^(Who gets a unit|成交方式)/ }).waitFor();
  await check(visitor, 'studio-add', look);
});

test.for(looks)('console: statement of a running room; $device $language', async (look) => {
  const visitor = await world.visit({ ...look, as: await world.service.operator() });
  const { page } = visitor;
  await visitor.open('/console');
  await page.getByRole('button', { name: 'Spring tea night' }).click();
  await page.getByRole('dialog').getByText('¥259').first().waitFor();
  await check(visitor, 'console-room', look);
});

test.for(looks)('what the buyer saw, for seller and operator; $device $language', async (look) => {
  const seller = await world.visit({ ...look, as: show.seller.host });
  await seller.open('/shop#orders');
  await seller.page.getByRole('button', { name: soldNumber }).click();
  await seller.page.getByRole('dialog').getByTestId('ticket').first().waitFor();
  await check(seller, 'shop-order', look);
  const operator = await world.visit({ ...look, as: await world.service.operator() });
  await operator.open('/console#find');
  await operator.page.getByRole('searchbox').fill(soldNumber);
  await operator.page.keyboard.press('Enter');
  await operator.page.getByRole('button', { name: soldNumber }).click();
  await operator.page.getByRole('dialog').getByTestId('ticket').first().waitFor();
  await check(operator, 'console-order', look);
});

test.for(looks)('my orders: refused and given back, with the reason; $device $language', async (look) => {
  const buyer = await world.service.person('Zhao Min');
  const line = await buyer.socket();
  const room = show.roomId;
  const [item] = show.items;
  const [sku = ''] = item?.skuIds ?? [];
  const request = { room, item: item?.itemId ?? '', sku, quantity: 1, priceVersion: 1 };
  const held = world.service.deps.newId();
  await line.ask('purchase:place', { ...request, ticket: held });
  await line.ask('purchase:cancel', { ticket: held });
  const stale = { ...request, priceVersion: 9, ticket: world.service.deps.newId() };
  await expect(line.ask('purchase:place', stale)).rejects.toThrow('PRICE_CHANGED');
  await world.service.deps.refusedTickets.flush();
  const visitor = await world.visit({ ...look, as: buyer });
  await visitor.open(`/room/${room}`);
  await visitor.page.getByRole('button', { name: /^(My orders|我的订单)$/ }).click();
  await visitor.page.getByTestId('past').first().waitFor();
  await check(visitor, 'room-history', look);
});

test.skipIf(!redisPath)('read-only: every page of a room says so', async () => {
  const staff = { host: show.seller.host, operator: await world.service.operator() };
  const visitors = [];
  for (const look of looks) {
    const [viewer, host] = [await world.visit(look), await world.visit({ ...look, as: staff.host })];
    await viewer.open(`/room/${show.roomId}`);
    await host.open(`/studio/${show.roomId}`);
    await viewer.page.getByTestId('pinned').waitFor();
    await host.page.getByText('¥259').first().waitFor();
    visitors.push({ look, name: 'room-read-only', visitor: viewer }, { look, name: 'studio-read-only', visitor: host });
  }
  await redis!.kill();
  for (const { look, name, visitor } of visitors) {
    await visitor.page
      .getByRole('status')
      .getByText(/^(One moment|请稍候)$/)
      .waitFor();
    await check(visitor, name, look);
  }
  await redis!.start();
  for (const { visitor } of visitors)
    await visitor.page
      .getByRole('status')
      .getByText(/^(One moment|请稍候)$/)
      .waitFor({ state: 'detached' });
});

test('the statement of a show that is over, for seller and operator', async () => {
  await show.host.ask('room:end', { room: show.roomId });
  const operator = await world.service.operator();
  for (const look of looks) {
    for (const [place, as] of [
      ['/shop#shows', show.seller.host],
      ['/console#shows', operator],
    ] as const) {
      const visitor = await world.visit({ ...look, as });
      await visitor.open(place);
      await visitor.page.getByRole('button', { name: 'Spring tea night' }).waitFor();
      await check(visitor, `${place.slice(1, 5)}-shows`, look);
      await visitor.page.getByRole('button', { name: 'Spring tea night' }).click();
      await visitor.page.getByRole('dialog').getByText(teaSet.title).waitFor();
      await check(visitor, `${place.slice(1, 5)}-statement`, look);
    }
  }
});

test('an operator finds a show that is over by its id, with its statement', async () => {
  const { page, open, findings } = await world.visit({ as: await world.service.operator(), device: 'desktop' });
  await open('/console#find');
  await page.getByRole('searchbox').fill(show.roomId);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Spring tea night' }).click();
  await page.getByRole('dialog').getByText('22', { exact: true }).waitFor();
  expect(await findings()).toEqual([]);
});

/** So many lines of one viewer at once: more than a room shows. */
async function talk(count: number): Promise<void> {
  const authorId = world.service.deps.newId();
  const said = (text: string): RoomEventBody => ({
    kind: 'chat.said',
    message: {
      messageId: world.service.deps.newId(),
      authorId,
      name: 'Zhang Wei',
      text,
      role: 'viewer',
      at: new Date().toISOString(),
    },
  });
  await Promise.all(
    Array.from({ length: count }, (_, index) => world.service.deps.roomLog.append(show.roomId, said(`Line ${index}`))),
  );
}
