import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { watch } from '../support/rooms.ts';
import type { Viewer } from '../support/rooms.ts';
import { dataOf, openSeller, stockShelf } from '../support/seller.ts';
import type { Seller } from '../support/seller.ts';
import { startService } from '../support/service.ts';
import type { Client, Person, Service } from '../support/service.ts';
import { actsOn, caller, onlineProduct, openShop, refusal, shopFileOf, submittedShop } from '../support/shops.ts';

let service: Service;
let operator: Person;

beforeAll(async () => {
  // Submissions are approved at once: these tests are about what comes after.
  service = await startService({ env: { SHOP_AUTO_APPROVE: 'true' } });
  operator = await service.operator();
});
afterAll(() => service.close());

const create = (person: Person) => person.http('POST /api/channel', { name: 'Tea channel', about: 'Tea, live' });
const link = (person: Person, shopId: string) => person.http('PUT /api/channel/shop', { shopId });

describe('a channel', () => {
  test('an account owns at most one, also when five are asked for at once', async () => {
    const person = await service.person();
    expect(dataOf(await person.http('GET /api/channel'))).toEqual({ channel: null });
    const answers = await Promise.all(Array.from({ length: 5 }, () => create(person)));
    const codes = answers.filter(({ status }) => status !== 200).map(({ body }) => body.code);
    expect(codes).toEqual(Array.from({ length: 4 }, () => 'CHANNEL_EXISTS'));
    const { channel } = dataOf(await person.http('GET /api/channel'));
    expect(channel).toEqual({
      id: channel.id,
      ownerId: person.id,
      name: 'Tea channel',
      about: 'Tea, live',
      followers: 0,
    });
    expect(dataOf(await service.http(`GET /api/channels/${channel.id}`)).channel).toEqual(channel);
  });

  test('counts each follower once, however often and in whatever order they click', async () => {
    const owner = await service.person();
    const { id } = dataOf(await create(owner)).channel;
    const fans = await Promise.all(Array.from({ length: 6 }, () => service.person()));
    await Promise.all([...fans, ...fans].map(async (fan) => dataOf(await fan.http(`PUT /api/channels/${id}/follow`))));
    const followers = async () => dataOf(await service.http(`GET /api/channels/${id}`)).channel.followers;
    expect(await followers()).toBe(6);
    const [first, second] = fans as [Person, Person];
    await Promise.all([first, first, second].map((fan) => fan.http(`DELETE /api/channels/${id}/follow`)));
    expect(await followers()).toBe(4);
    expect(dataOf(await first.http(`PUT /api/channels/${id}/follow`)).followers).toBe(5);
    const nowhere = await first.http(`PUT /api/channels/${service.deps.newId()}/follow`);
    expect(refusal(nowhere).code).toBe('NOT_FOUND');
  });
});

describe('linking a shop', () => {
  test('offers only shops registered by the same account, and takes no other', async () => {
    const [owner, other] = [await service.person(), await service.person()];
    const own = await submittedShop(owner, 'personal');
    const foreign = await submittedShop(other, 'personal');
    expect(refusal(await link(owner, own)).code).toBe('NO_CHANNEL');
    dataOf(await create(owner));
    const { rows } = dataOf(await owner.http('GET /api/channel/linkable'));
    expect(rows).toEqual([{ shop: { id: own, name: 'Tea house', open: false }, linkable: true }]);
    expect(refusal(await link(owner, foreign))).toEqual({ status: 409, code: 'SHOP_NOT_LINKABLE' });
    expect(refusal(await link(owner, service.deps.newId()))).toEqual({ status: 409, code: 'SHOP_NOT_LINKABLE' });
  });

  test('a personal shop may be linked when opened, but sells nothing before it is open', async () => {
    const owner = await service.person();
    const call = caller(owner);
    const channel = dataOf(await create(owner)).channel.id;
    const { id } = (await call('POST /api/shops', { type: 'personal', name: 'Tea house' })).shop;
    const linked = dataOf(await link(owner, id)).channel;
    expect(linked.shop).toEqual({ id, name: 'Tea house', open: false });

    const product = await onlineProduct(owner, operator, id);
    const room = await service.deps.rooms.findOnAir(channel);
    expect(room).toBeUndefined();
    const startsAt = new Date(Date.now() + 30 * 60_000).toISOString();
    const endsAt = new Date(Date.now() + 90 * 60_000).toISOString();
    const { id: roomId } = (await call('POST /api/rooms', { title: 'Morning tea', startsAt, endsAt })).room;
    const skuId = (await call(`GET /api/products/${product}`)).product.online.skus[0].id;
    await call(`POST /api/products/${product}/stock`, { skuId, delta: 5, key: service.deps.newId() });
    const socket = await owner.socket();
    const add = () => socket.ask('shelf:add', { room: roomId, product, units: [{ sku: skuId, units: 5 }] });
    await expect(add()).rejects.toMatchObject({ body: { code: 'SHOP_NOT_OPEN', details: { state: 'opened' } } });

    await call(`PUT /api/shops/${id}/file`, await shopFileOf(owner, 'personal'));
    await call(`POST /api/shops/${id}/submit`);
    await call(`POST /api/shops/${id}/sign`);
    expect((await add()).itemId).toBeTypeOf('string');
    expect((await call('GET /api/channel')).channel.shop.open).toBe(true);
  });

  test('a business shop that is merely opened is refused by its unfinished task; done, the same request succeeds', async () => {
    const owner = await service.person();
    const call = caller(owner);
    dataOf(await create(owner));
    const { id } = (await call('POST /api/shops', { type: 'enterprise', name: 'Tea works' })).shop;
    const unfinished = async () => refusal(await link(owner, id)).details;
    expect(await unfinished()).toEqual({ task: 'verify_payout', state: 'opened' });

    await call(`PUT /api/shops/${id}/file`, await shopFileOf(owner, 'enterprise', `9131${id.slice(-14)}`));
    await call(`POST /api/shops/${id}/submit`);
    await call(`POST /api/shops/${id}/tasks`, { task: 'verify_payout' });
    expect(await unfinished()).toEqual({ task: 'publish_product', state: 'approved' });
    const { rows } = dataOf(await owner.http('GET /api/channel/linkable'));
    expect(rows).toMatchObject([{ linkable: false, task: 'publish_product' }]);
    await onlineProduct(owner, operator, id);
    await call(`POST /api/shops/${id}/tasks`, { task: 'after_sale_address', afterSaleAddress: '1 Nanjing Road' });
    expect(await unfinished()).toEqual({ task: 'confirm_opening', state: 'approved' });
    await call(`POST /api/shops/${id}/sign`);
    await call(`POST /api/shops/${id}/tasks`, { task: 'confirm_opening' });
    expect(dataOf(await link(owner, id)).channel.shop).toEqual({ id, name: 'Tea house', open: true });
  });

  test('a frozen shop cannot be linked', async () => {
    const owner = await service.person();
    const shop = await openShop(owner, operator);
    dataOf(await create(owner));
    dataOf(await operator.http(`POST /api/ops/shops/${shop}/freeze`, { reason: 'counterfeit goods' }));
    expect(refusal(await link(owner, shop))).toMatchObject({ code: 'SHOP_STATE', details: { state: 'frozen' } });
  });
});

describe('a shop that leaves takes its products off live shelves and pins at once', () => {
  let seller: Seller;
  let host: Client;
  let viewer: Viewer;
  let item: string;

  async function pinned(): Promise<void> {
    seller = await openSeller(service, { stock: 10, name: 'Pinner' });
    const room = await seller.schedule();
    item = await stockShelf(seller, room);
    host = await seller.host.socket();
    await host.ask('shelf:pin', { room, item });
    viewer = await watch(await service.socket(), room);
    expect(shown()).toEqual(['on_sale', item]);
  }
  const shown = () => {
    const { shelf, pinned: pin } = viewer.client.snapshot;
    return [shelf[0]?.state, pin?.itemId];
  };

  test('unlinking withdraws and unpins; linking again brings it back, unpinned', async () => {
    await pinned();
    const { channel } = dataOf(await seller.host.http('DELETE /api/channel/shop'));
    expect(channel.shop).toBeUndefined();
    await expect.poll(shown).toEqual(['withdrawn', undefined]);
    expect(dataOf(await seller.host.http('DELETE /api/channel/shop')).channel.shop).toBeUndefined();
    dataOf(await link(seller.host, seller.shopId));
    await expect.poll(shown).toEqual(['on_sale', undefined]);
  });

  test('freezing does too, and freeing brings it back', async () => {
    await pinned();
    dataOf(await operator.http(`POST /api/ops/shops/${seller.shopId}/freeze`, { reason: 'counterfeit goods' }));
    await expect.poll(shown).toEqual(['withdrawn', undefined]);
    const profile = dataOf(await service.http(`GET /api/channels/${seller.channelId}`)).channel;
    expect(profile.shop).toMatchObject({ id: seller.shopId, open: false });
    dataOf(await operator.http(`POST /api/ops/shops/${seller.shopId}/unfreeze`));
    await expect.poll(shown).toEqual(['on_sale', undefined]);
  });

  test('a process that died after unlinking is made up for by the next call', async () => {
    await pinned();
    expect(await service.deps.channels.moveLink(seller.channelId, seller.shopId, undefined)).toBe(true);
    expect(shown()).toEqual(['on_sale', item]);
    dataOf(await seller.host.http('DELETE /api/channel/shop'));
    await expect.poll(shown).toEqual(['withdrawn', undefined]);
    expect((await service.deps.channels.find(seller.channelId))!.leaving).toBeUndefined();
  });
});

describe('live selling', () => {
  test('is a switch per account, on by default, that an operator turns and that is written down', async () => {
    const seller = await openSeller(service, { name: 'Switched' });
    const room = await seller.schedule();
    const enabled = async () => {
      const { lines } = dataOf(await seller.host.http(`GET /api/rooms/${room}/check`));
      return lines.find((line: { rule: string }) => line.rule === 'live_enabled').ok;
    };
    const turn = async (on: boolean) =>
      dataOf(
        await operator.http(`PUT /api/ops/accounts/${seller.host.id}/live`, { enabled: on, reason: 'closed test' }),
      );
    expect(await enabled()).toBe(true);
    await turn(false);
    expect(await enabled()).toBe(false);
    await turn(true);
    expect(await enabled()).toBe(true);
    expect(await actsOn(operator, seller.host.id)).toEqual(['account.live_off', 'account.live_on']);
    const stranger = await service.person();
    const answer = await operator.http(`PUT /api/ops/accounts/${stranger.id}/live`, { enabled: false, reason: 'none' });
    expect(refusal(answer).code).toBe('NOT_FOUND');
  });
});
