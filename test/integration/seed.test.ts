import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoAccounts } from '#src/accounts/demo-accounts.ts';
import { email } from '#src/contract/accounts.ts';
import type { Review } from '#src/contract/ops.ts';
import { householdGoods } from '../../scripts/seed/goods.ts';
import { seedDemo } from '../../scripts/seed/demo.ts';
import type { Demo } from '../../scripts/seed/demo.ts';
import { watch } from '../support/rooms.ts';
import { dataOf } from '../support/seller.ts';
import { startService } from '../support/service.ts';
import type { Service } from '../support/service.ts';

let service: Service;
let demo: Demo;
let tokens: Map<string, string>;

beforeAll(async () => {
  service = await startService();
  demo = await seedDemo(service.deps);
  tokens = new Map();
  for (const { role, ...credentials } of demo.accounts) {
    const signedIn = dataOf(await service.http('POST /api/auth/sign-in', { body: credentials }));
    if (!tokens.has(role)) tokens.set(role, signedIn.accessToken);
  }
});
afterAll(() => service.close());

const as = async (role: string, route: string, body?: unknown) =>
  dataOf(await service.http(route, { token: tokens.get(role)!, ...(body !== undefined && { body }) }));

/** Everything the demo consists of, counted. */
async function census() {
  const names = ['accounts', 'shops', 'products', 'channels', 'followers', 'rooms', 'files', 'audit', 'sku_stock'];
  return Promise.all(
    names.map(async (name) => `${name} ${await service.deps.mongo.collection(name).countDocuments()}`),
  );
}

describe('the demo', () => {
  test('has the accounts it offers at sign-in, buyers with their address saved', async () => {
    expect(demo.accounts).toEqual(demoAccounts.map(({ name: _name, ...account }) => account));
    for (const account of demo.accounts) expect(email.safeParse(account.email).success).toBe(true);
    expect((await as('buyer', 'GET /api/me/address')).address).toMatchObject({ name: 'Alex Morgan' });
    expect((await as('operator', 'GET /api/me')).account.role).toBe('operator');
  });

  test('has an enterprise shop with its tasks done, linked, and an open personal shop', async () => {
    const { rows } = await as('host', 'GET /api/shops');
    expect(rows).toMatchObject([
      { type: 'enterprise', state: 'open', signed: true },
      { type: 'personal', state: 'open', signed: true },
    ]);
    expect(rows[0].tasks.map((task: { done: boolean }) => task.done)).toEqual([true, true, true, true]);
    const { channel } = await as('host', 'GET /api/channel');
    expect(channel).toMatchObject({ followers: 2, shop: { id: rows[0].id, open: true } });
    const { products } = dataOf(await service.http(`GET /api/shops/${rows[0].id}/card`));
    expect(products).toHaveLength(householdGoods.length);
    for (const { pictures } of products) {
      const picture = await service.http(`GET /api/files/${pictures[0]}`);
      expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/webp']);
      expect(picture.body.length).toBeLessThan(60_000);
    }
  });

  test('has a room that may go live at once, with a stocked shelf on which pinning works', async () => {
    const viewer = await watch(await service.socket(), demo.roomId);
    const { shelf, state } = viewer.client.snapshot;
    expect(state).toBe('scheduled');
    expect(shelf.map((item) => item.title)).toEqual(householdGoods.map((goods) => goods.title));
    for (const [index, item] of shelf.entries()) {
      const wanted = householdGoods[index]!.skus.map(({ name, room }) => `${name} ${room}`);
      expect(item.skus.map(({ name, left }) => `${name} ${left}`)).toEqual(wanted);
    }
    const { lines } = await as('host', `GET /api/rooms/${demo.roomId}/check`);
    const failing = lines.filter((line: { ok: boolean }) => !line.ok).map((line: { rule: string }) => line.rule);
    // Whether media is ready is not the seed's to say.
    expect(failing.filter((rule: string) => rule !== 'media')).toEqual([]);

    const { token } = await as('host', 'POST /api/auth/socket-token');
    const host = await service.socket(token);
    await host.ask('shelf:pin', { room: demo.roomId, item: shelf[0]!.itemId });
    await expect.poll(() => viewer.client.snapshot.pinned?.itemId).toBe(shelf[0]!.itemId);
  });

  test('has a product and a shop waiting for review', async () => {
    const { rows } = (await as('operator', 'GET /api/ops/reviews')) as { rows: Review[] };
    expect(rows.map((row) => row.type).toSorted()).toEqual(['product', 'shop']);
  });

  test('is made once: running it again changes nothing, also after people have decided things', async () => {
    const before = await census();
    expect(await seedDemo(service.deps)).toEqual(demo);
    expect(await census()).toEqual(before);
    const { rows } = (await as('operator', 'GET /api/ops/reviews')) as { rows: Review[] };
    for (const row of rows) {
      if (row.type === 'product') {
        await as('operator', `POST /api/ops/products/${row.product.id}/decision`, {
          decision: 'reject',
          reason: 'no jar',
        });
      } else {
        const body = { decision: 'reject', reasons: { owner: 'blurred' } };
        await as('operator', `POST /api/ops/shops/${row.shop.id}/decision`, body);
      }
    }
    const [home] = (await as('host', 'GET /api/shops')).rows;
    await as('operator', `POST /api/ops/shops/${home.id}/freeze`, { reason: 'counterfeit goods' });
    const decided = await census();
    expect(await seedDemo(service.deps)).toEqual(demo);
    expect(await census()).toEqual(decided);
    expect((await as('operator', 'GET /api/ops/reviews')).rows).toEqual([]);
  });

  test('gets a new room when the last one is over', async () => {
    const { rows } = await as('host', 'GET /api/shops');
    await as('operator', `POST /api/ops/shops/${rows[0].id}/unfreeze`);
    await as('operator', `POST /api/ops/rooms/${demo.roomId}/close`, { reason: 'the day is over' });
    const again = await seedDemo(service.deps);
    expect(again.roomId).not.toBe(demo.roomId);
    const viewer = await watch(await service.socket(), again.roomId);
    expect(viewer.client.snapshot.shelf).toHaveLength(householdGoods.length);
  });
});
