import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditLine, Review } from '#src/contract/ops.ts';
import { routes } from '#src/contract/routes.ts';
import { dataOf, openSeller } from '../support/seller.ts';
import { startService } from '../support/service.ts';
import type { Person, Service } from '../support/service.ts';
import { actsOn, caller, openShop, refusal, submittedProduct, submittedShop } from '../support/shops.ts';

let service: Service;
let operator: Person;

beforeAll(async () => {
  service = await startService();
  operator = await service.operator();
});
afterAll(() => service.close());

interface Page<T> {
  rows: T[];
  next?: string;
}
const get = async (path: string) => dataOf(await operator.http(`GET ${path}`));
const idOf = (review: Review) => (review.type === 'shop' ? review.shop.id : review.product.id);

/** All rows of a list, one page after the other. */
async function walk<T>(path: string, limit: number): Promise<T[]> {
  const rows: T[] = [];
  for (let cursor = ''; ;) {
    const page: Page<T> = await get(`${path}?limit=${limit}${cursor && `&cursor=${cursor}`}`);
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    rows.push(...page.rows);
    if (!page.next) return rows;
    cursor = page.next;
  }
}

describe('the review queue', () => {
  test('has shops and products in one order, oldest first, with all that is needed to decide', async () => {
    const person = await service.person();
    const shop = await openShop(person, operator);
    const waiting = [await submittedProduct(person, shop)];
    waiting.push(await submittedShop(person, 'enterprise', '91310000MA1K3ABC4D'));
    waiting.push(await submittedProduct(person, shop));
    waiting.push(await submittedShop(person, 'individual_business', '92310000MA1K3ABC4D'));

    for (const limit of [1, 3, 100]) {
      const ids = (await walk<Review>('/api/ops/reviews', limit)).map(idOf);
      expect(ids.filter((id) => waiting.includes(id))).toEqual(waiting);
      expect(new Set(ids).size).toBe(ids.length);
    }
    const rows = await walk<Review>('/api/ops/reviews', 100);
    const { response } = routes['GET /api/ops/reviews'];
    expect(response.safeParse({ rows }).error).toBeUndefined();
    const review = rows.find((row) => idOf(row) === waiting[1]);
    if (review?.type !== 'shop') throw new Error('no such review');
    expect(review.file).toMatchObject({
      business: { legalId: '91310000MA1K3ABC4D' },
      payout: { holder: 'Ann Example' },
    });
    expect(Object.keys(review.papers)).toEqual(['id_card_front', 'id_card_back', 'business_licence']);
    for (const paper of Object.values(review.papers)) {
      expect((await operator.http(`GET /api/files/${paper}`)).headers.get('content-type')).toBe('image/png');
      expect((await service.http(`GET /api/files/${paper}`)).status).toBe(404);
    }
    const product = rows.find((row) => idOf(row) === waiting[0]);
    expect(product).toMatchObject({
      type: 'product',
      shopName: 'Tea house',
      product: { draftState: { status: 'in_review' } },
    });
  });

  test('the next page is found although the row it follows was decided meanwhile', async () => {
    const person = await service.person();
    const shop = await openShop(person, operator);
    const waiting = [await submittedProduct(person, shop), await submittedProduct(person, shop)];
    const all = (await walk<Review>('/api/ops/reviews', 100)).map(idOf);
    const before = all[all.indexOf(waiting[0]!)]!;
    dataOf(await operator.http(`POST /api/ops/products/${before}/decision`, { decision: 'approve' }));
    const { rows } = await get(`/api/ops/reviews?cursor=${before}`);
    expect(rows.map(idOf)).toEqual([waiting[1]]);
  });

  test('`at` is what a decision names to say which review it is about', async () => {
    const person = await service.person();
    const id = await submittedShop(person, 'personal');
    const rows = await walk<Review>('/api/ops/reviews', 100);
    const submittedAt = rows.find((row) => idOf(row) === id)!.at;
    dataOf(await operator.http(`POST /api/ops/shops/${id}/decision`, { decision: 'approve', submittedAt }));
  });

  test('is for operators alone', async () => {
    const person = await service.person();
    for (const path of ['/api/ops/reviews', '/api/ops/audit', '/api/ops/search?q=tea']) {
      expect((await person.http(`GET ${path}`)).status).toBe(403);
      expect((await service.http(`GET ${path}`)).status).toBe(401);
    }
  });
});

describe('the audit trail', () => {
  test('has a line for every act: who, what, to whom, why and when; newest first, in pages', async () => {
    const person = await service.person();
    const id = await submittedShop(person, 'personal');
    const act = (path: string, body?: object) => operator.http(`POST /api/ops/shops/${id}/${path}`, body);
    dataOf(await act('decision', { decision: 'reject', reasons: { owner: 'blurred' } }));
    dataOf(await person.http(`POST /api/shops/${id}/submit`));
    dataOf(await act('decision', { decision: 'approve' }));
    dataOf(await person.http(`POST /api/shops/${id}/sign`));
    dataOf(await act('freeze', { reason: 'counterfeit goods' }));
    dataOf(await act('unfreeze'));
    expect(await actsOn(operator, id)).toEqual(['shop.reject', 'shop.approve', 'shop.freeze', 'shop.unfreeze']);
    const { rows } = (await get(`/api/ops/audit?subject=${id}`)) as Page<AuditLine>;
    expect(rows[1]).toMatchObject({
      actorId: operator.id,
      actorName: 'Operator',
      act: 'shop.freeze',
      subject: { type: 'shop', id },
      reason: 'counterfeit goods',
    });
    expect(routes['GET /api/ops/audit'].response.safeParse({ rows }).error).toBeUndefined();
    const ids = rows.map((row) => row.id);
    expect((await walk<AuditLine>('/api/ops/audit', 2)).map((row) => row.id).slice(0, 4)).toEqual(ids);
  });

  test('the same act under the same key leaves one line', async () => {
    const line = (key?: string) => ({
      _id: service.deps.newId(),
      at: new Date(),
      actorId: operator.id,
      actorName: 'Operator',
      act: 'test.act',
      subject: { type: 'shop' as const, id: operator.id },
      ...(key && { key }),
    });
    await Promise.all([line('a'), line('a'), line('b'), line(), line()].map((each) => service.deps.audit.insert(each)));
    expect(await actsOn(operator, operator.id)).toHaveLength(4);
  });
});

describe('search', () => {
  const found = async (words: string) =>
    ((await get(`/api/ops/search?q=${encodeURIComponent(words)}`)) as Page<{ type: string; id: string }>).rows.map(
      ({ type, id }) => `${type} ${id}`,
    );

  test('finds any id, an e-mail, and how a name or title begins', async () => {
    const automatic = await startService({
      env: { SHOP_AUTO_APPROVE: 'true' },
      namespace: { REDIS_PREFIX: service.deps.config.REDIS_PREFIX, dbName: service.deps.mongo.name },
    });
    const seller = await openSeller(automatic, { name: '山野Kiln 7' });
    const room = await seller.schedule();
    await automatic.close();
    const { host, shopId, channelId, productId } = seller;

    expect(await found(room)).toEqual([`room ${room}`]);
    expect(await found(shopId.toUpperCase())).toEqual([`shop ${shopId}`]);
    expect(await found(channelId)).toEqual([`channel ${channelId}`]);
    expect(await found(productId)).toEqual([`product ${productId}`]);
    expect(await found(host.id)).toEqual([`account ${host.id}`]);
    expect(await found(service.deps.newId())).toEqual([]);
    expect(await found(host.email.toUpperCase())).toEqual([`account ${host.id}`]);
    expect((await found('山野kiln')).toSorted()).toEqual([`channel ${channelId}`, `shop ${shopId}`]);
    expect(await found('GREEN TEA of')).toEqual([`product ${productId}`]);
    expect(await found('tea of')).toEqual([]);
  });

  test('takes no pattern for anything but its letters', async () => {
    for (const words of ['.*', '^', '$where', '{"$gt":""}', '%', '\u0000', '茶'.repeat(80)]) {
      expect(await found(words)).toEqual([]);
    }
  });
});

describe('banning', () => {
  test('ends the account’s sessions and is written down once; nobody bans himself', async () => {
    const person = await service.person();
    const ban = () => operator.http(`POST /api/ops/accounts/${person.id}/ban`, { reason: 'sold counterfeits' });
    dataOf(await ban());
    dataOf(await ban());
    expect(refusal(await person.http('GET /api/me')).code).toBe('SESSION_ENDED');
    const { email, password } = person;
    const again = await service.http('POST /api/auth/sign-in', { body: { email, password } });
    expect(refusal(again)).toMatchObject({ code: 'ACCOUNT_BANNED', details: { reason: 'sold counterfeits' } });
    expect(await actsOn(operator, person.id)).toEqual(['account.ban']);
    const call = caller(operator);
    await expect(call(`POST /api/ops/accounts/${operator.id}/ban`, { reason: 'oops' })).rejects.toThrow('FORBIDDEN');
    const nobody = await operator.http(`POST /api/ops/accounts/${service.deps.newId()}/ban`, { reason: 'nobody' });
    expect(refusal(nobody).code).toBe('NOT_FOUND');
  });
});
