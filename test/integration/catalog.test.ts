import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProductView } from '#src/contract/catalog.ts';
import { decideProduct } from '#src/catalog/decide-product.ts';
import { quotaWindows } from '#src/catalog/rules.ts';
import { submitProduct } from '#src/catalog/submit-product.ts';
import { shopPolicy } from '#src/shops/policy.ts';
import { watch } from '../support/rooms.ts';
import { dataOf, openSeller, stockShelf } from '../support/seller.ts';
import { newNamespace, startService } from '../support/service.ts';
import type { Person, Service } from '../support/service.ts';
import {
  actsOn,
  caller,
  notificationsOf,
  onlineProduct,
  openShop,
  productDraft,
  refusal,
  submittedProduct,
  upload,
} from '../support/shops.ts';

let service: Service;
let automatic: Service;
let operator: Person;
let owner: Person;
let shop: string;

beforeAll(async () => {
  const namespace = newNamespace();
  service = await startService({ namespace });
  automatic = await startService({ namespace, env: { SHOP_AUTO_APPROVE: 'true' } });
  operator = await service.operator();
  owner = await service.person();
  shop = await openShop(owner, operator);
});
afterAll(async () => {
  await automatic.close();
  await service.close();
});

const create = async (over: object = {}): Promise<ProductView> =>
  dataOf(await owner.http(`POST /api/shops/${shop}/products`, await productDraft(owner, over))).product;
const read = async (id: string): Promise<ProductView> => dataOf(await owner.http(`GET /api/products/${id}`)).product;
const decide = (id: string, body: object) => operator.http(`POST /api/ops/products/${id}/decision`, body);
const submit = (id: string) => owner.http(`POST /api/products/${id}/submit`);
const card = (id: string) => service.http(`GET /api/products/${id}/card`);
const draftOfShop = async (person: Person, own: string): Promise<ProductView> =>
  dataOf(await person.http(`POST /api/shops/${own}/products`, await productDraft(person))).product;
/** The draft as it is, for an edit that changes one thing. */
const draftOf = ({ draft }: ProductView, over: object) => ({ ...draft, ...over });

describe('draft and online copy', () => {
  test('editing never changes what buyers see until review passes; in review it is locked', async () => {
    const made = await create();
    const { id } = made;
    expect(made).toMatchObject({ version: 0, draftState: { status: 'editing' }, listed: true });
    expect((await card(id)).status).toBe(404);

    const waiting = dataOf(await submit(id)).product;
    expect(waiting.draftState).toMatchObject({ status: 'in_review', since: expect.any(String) });
    const locked = await owner.http(`PUT /api/products/${id}`, draftOf(made, { title: 'Other tea cup' }));
    expect(refusal(locked).code).toBe('PRODUCT_LOCKED');
    expect(refusal(await submit(id)).code).toBe('PRODUCT_LOCKED');

    dataOf(await decide(id, { decision: 'approve' }));
    expect(dataOf(await card(id)).product).toMatchObject({ id, shopId: shop, title: 'Stoneware tea cup' });
    dataOf(await owner.http(`PUT /api/products/${id}`, draftOf(made, { title: 'Blue tea cup' })));
    dataOf(await submit(id));
    expect(dataOf(await card(id)).product.title).toBe('Stoneware tea cup');
    dataOf(await decide(id, { decision: 'reject', reason: 'the picture shows a white one' }));
    expect(await read(id)).toMatchObject({
      version: 1,
      draft: { title: 'Blue tea cup' },
      online: { title: 'Stoneware tea cup' },
      draftState: { status: 'rejected', reason: 'the picture shows a white one' },
    });
    dataOf(await submit(id));
    dataOf(await decide(id, { decision: 'approve' }));
    expect(await read(id)).toMatchObject({ version: 2, online: { title: 'Blue tea cup' } });
    expect(refusal(await submit(id))).toMatchObject({ code: 'PRODUCT_STATE', details: { status: 'approved' } });
    expect(await notificationsOf(owner, id)).toEqual(['product_approved', 'product_rejected', 'product_approved']);
    expect(await actsOn(operator, id)).toEqual(['product.approve', 'product.reject', 'product.approve']);
  });

  test('a result delivered twice counts one version and tells once; another one is refused', async () => {
    const id = await submittedProduct(owner, shop);
    const actor = { id: operator.id, name: 'Operator' };
    const approve = () => decideProduct(service.deps, actor, id, { decision: 'approve' });
    await Promise.all([approve(), approve(), approve(), approve()]);
    await approve();
    expect(await read(id)).toMatchObject({ version: 1, draftState: { status: 'approved' } });
    expect(await notificationsOf(owner, id)).toEqual(['product_approved']);
    expect(await actsOn(operator, id)).toEqual(['product.approve']);
    const otherwise = await decide(id, { decision: 'reject', reason: 'after all' });
    expect(refusal(otherwise)).toMatchObject({ code: 'PRODUCT_STATE', details: { status: 'approved' } });
  });

  test('approving and rejecting at once has one outcome', async () => {
    const id = await submittedProduct(owner, shop);
    const answers = await Promise.all([
      decide(id, { decision: 'approve' }),
      decide(id, { decision: 'reject', reason: 'not sure' }),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(await actsOn(operator, id)).toHaveLength(1);
    expect(await notificationsOf(owner, id)).toHaveLength(1);
  });

  test('a decision about an older submission does not touch the newer one', async () => {
    const id = await submittedProduct(owner, shop);
    const { draftState } = await read(id);
    const submittedAt = draftState.status === 'in_review' ? draftState.since : '';
    dataOf(await decide(id, { decision: 'reject', submittedAt, reason: 'picture missing' }));
    dataOf(await submit(id));
    expect(refusal(await decide(id, { decision: 'approve', submittedAt })).code).toBe('CONFLICT');
    expect((await read(id)).draftState.status).toBe('in_review');
  });

  test('the policy switch approves at once, through the same decision', async () => {
    const person = await automatic.person();
    const own = await openShop(person, operator);
    const id = await submittedProduct(person, own);
    expect(dataOf(await person.http(`GET /api/products/${id}`)).product.version).toBe(1);
    const { rows } = dataOf(await operator.http(`GET /api/ops/audit?subject=${id}`));
    expect(rows).toMatchObject([{ act: 'product.approve', actorName: 'system' }]);
  });

  test('others neither see nor change a product', async () => {
    const { id } = await create();
    const stranger = await service.person();
    for (const route of [`GET /api/products/${id}`, `POST /api/products/${id}/submit`]) {
      expect(refusal(await stranger.http(route)).code).toBe('NOT_FOUND');
    }
    expect(refusal(await stranger.http(`POST /api/shops/${shop}/products`, await productDraft(stranger))).code).toBe(
      'NOT_FOUND',
    );
    expect(dataOf(await operator.http(`GET /api/products/${id}`)).product.id).toBe(id);
  });
});

describe('publishing rules', () => {
  test('every broken rule is named at once, with its place and its mend', async () => {
    const over = 250_001;
    const { id } = await create({
      title: 'ABC123',
      kind: 'course',
      pictures: [],
      externalUrl: 'https://shop.example/item/1',
      skus: [
        { name: 'one', listPrice: 100, price: 0 },
        { name: 'two', listPrice: 100, price: 200 },
        { name: 'three', listPrice: over, price: over },
      ],
    });
    const answer = refusal(await submit(id));
    expect([answer.status, answer.code]).toEqual([422, 'PRODUCT_INVALID']);
    const { rules } = answer.details as { rules: { rule: string; path: string; fix: string }[] };
    expect(rules.map(({ rule, path }) => `${rule} ${path}`)).toEqual([
      'title title',
      'pictures pictures',
      'virtual_goods kind',
      'foreign_goods externalUrl',
      'price skus.0.price',
      'sale_price skus.1.price',
      'price_cap skus.2.price',
    ]);
    expect((await read(id)).draftState.status).toBe('editing');
  });

  test('500 SKUs are taken, with the longest names, and 501 are not', async () => {
    const name = (index: number) => `${'釉'.repeat(36)}${index}`;
    const skus = Array.from({ length: 500 }, (_, index) => ({ name: name(index), listPrice: 2_000, price: 1_500 }));
    const made = await create({ skus });
    dataOf(await submit(made.id));
    dataOf(await decide(made.id, { decision: 'approve' }));
    const product = await read(made.id);
    expect(product.online?.skus).toHaveLength(500);
    const edited = draftOf(product, { title: 'Five hundred cups' });
    expect(dataOf(await owner.http(`PUT /api/products/${made.id}`, edited)).product.draft.skus).toEqual(
      product.draft.skus,
    );
    const many = await productDraft(owner, { skus: [...skus, { name: 'more', listPrice: 1, price: 1 }] });
    expect(refusal(await owner.http(`POST /api/shops/${shop}/products`, many)).code).toBe('INVALID_INPUT');
  });

  test('SKUs keep their ids, and only the product’s own are taken', async () => {
    const [one, two] = [await create(), await create()];
    const kept = one.draft.skus[0]!;
    const skus = [
      { ...kept, price: 1_000 },
      { name: 'black', listPrice: 2_000, price: 1_800 },
    ];
    const { draft } = dataOf(await owner.http(`PUT /api/products/${one.id}`, draftOf(one, { skus }))).product;
    expect(draft.skus[0]).toEqual({ ...kept, price: 1_000 });
    expect(draft.skus[1].id).not.toBe(kept.id);
    for (const wrong of [[two.draft.skus[0]], [kept, kept]]) {
      const answer = await owner.http(`PUT /api/products/${one.id}`, draftOf(one, { skus: wrong }));
      expect(refusal(answer).code).toBe('INVALID_INPUT');
    }
  });

  test('pictures are the seller’s own uploads', async () => {
    const stranger = await service.person();
    const foreign = await upload(stranger, 'picture');
    const draft = await productDraft(owner, { pictures: [foreign] });
    const answer = await owner.http(`POST /api/shops/${shop}/products`, draft);
    expect(refusal(answer)).toEqual({ status: 404, code: 'NOT_FOUND', details: { files: [foreign] } });
  });

  test('two who edit the same draft at once do not overwrite each other unseen', async () => {
    const made = await create();
    const store = service.deps.products;
    const { draft, revision } = (await store.find(made.id))!;
    const save = (title: string) => store.saveDraft(made.id, revision, { ...draft, title }, new Date());
    const saved = await Promise.all([save('First tea cup'), save('Second tea cup'), save('Third tea cup')]);
    expect(saved.filter(Boolean)).toHaveLength(1);
  });
});

describe('submission quota', () => {
  test('200 an hour per shop: the next is refused with the time to wait, and edits of stock are free', async () => {
    const person = await service.person();
    const own = await openShop(person, operator);
    const call = caller(person);
    const limits = shopPolicy.personal.submissions;
    // Half past an hour, so that no hour ends during the test.
    const now = Math.floor(Date.now() / 3_600_000) * 3_600_000 + 1_800_000;
    const deps = { ...service.deps, clock: { now: () => now } };
    const [hour, day] = quotaWindows(own, limits, now);
    for (let count = 1; count < limits.perHour; count += 1) {
      await service.deps.products.quota.take(hour!.id, limits.perHour, new Date(now + 7_200_000));
    }
    const [last, next] = [await draftOfShop(person, own), await draftOfShop(person, own)];
    expect((await submitProduct(deps, person, last.id)).draftState.status).toBe('in_review');
    await expect(submitProduct(deps, person, next.id)).rejects.toMatchObject({
      code: 'SUBMISSION_QUOTA',
      status: 429,
      details: { limit: 200, per: 'hour' },
      retryAfterMs: 1_800_000,
    });
    expect((await call(`GET /api/products/${next.id}`)).product.draftState.status).toBe('editing');
    const skuId = next.draft.skus[0]!.id;
    await call(`POST /api/products/${next.id}/stock`, { skuId, delta: 5, key: service.deps.newId() });

    // One that was refused and one that is in review already have taken nothing of the day.
    await expect(submitProduct(deps, person, last.id)).rejects.toMatchObject({ code: 'PRODUCT_LOCKED' });
    const left = await Promise.all(
      Array.from({ length: 20 }, () => service.deps.products.quota.take(day!.id, 11, new Date(now + 90_000_000))),
    );
    expect(left.filter(Boolean)).toHaveLength(10);
  });

  test('a window is never passed, however many begin it at once', async () => {
    const { quota } = service.deps.products;
    const id = `test:${service.deps.newId()}`;
    const later = new Date(Date.now() + 3_600_000);
    const taken = await Promise.all(Array.from({ length: 30 }, () => quota.take(id, 10, later)));
    expect(taken.filter(Boolean)).toHaveLength(10);
    await quota.giveBack(id);
    expect([await quota.take(id, 10, later), await quota.take(id, 10, later)]).toEqual([true, false]);
  });
});

describe('stock', () => {
  test('is changed by differences, once per key, never below zero and without review', async () => {
    const made = await create();
    const skuId = made.draft.skus[0]!.id;
    const change = (delta: number, key: string) =>
      owner.http(`POST /api/products/${made.id}/stock`, { skuId, delta, key });
    const key = service.deps.newId();
    await Promise.all([change(5, key), change(5, key), change(5, key)]);
    expect((await read(made.id)).stock).toEqual([{ skuId, available: 5, inRooms: 0, received: 5 }]);
    const short = refusal(await change(-6, service.deps.newId()));
    expect(short).toMatchObject({ status: 409, code: 'STOCK_SHORT', details: { available: 5 } });
    dataOf(await submit(made.id));
    dataOf(await change(-2, service.deps.newId()));
    expect((await read(made.id)).stock[0]).toMatchObject({ available: 3, received: 3 });
    const foreign = { skuId: service.deps.newId(), delta: 1, key: service.deps.newId() };
    expect(refusal(await owner.http(`POST /api/products/${made.id}/stock`, foreign)).code).toBe('NOT_FOUND');
  });
});

describe('on live shelves', () => {
  test('a new price arrives with a new price version, delisting takes it off at once, listing brings it back', async () => {
    const seller = await openSeller(automatic, { stock: 10, price: 1_990 });
    const room = await seller.schedule();
    const item = await stockShelf(seller, room);
    const viewer = await watch(await automatic.socket(), room);
    const shown = () => {
      const { priceVersion, state, skus } = viewer.client.snapshot.shelf[0]!;
      return { priceVersion, state, price: skus[0]!.price };
    };
    const before = shown();
    expect(before).toMatchObject({ state: 'on_sale', price: 1_990 });
    const call = caller(seller.host);
    const { product } = await call(`GET /api/products/${seller.productId}`);
    const skus = [{ ...product.draft.skus[0], price: 1_500 }];
    await call(`PUT /api/products/${seller.productId}`, { ...product.draft, skus });
    expect(shown()).toEqual(before);
    await call(`POST /api/products/${seller.productId}/submit`);
    await expect.poll(() => shown().price).toBe(1_500);
    expect(shown().priceVersion).toBeGreaterThan(before.priceVersion);

    const host = await seller.host.socket();
    await host.ask('shelf:pin', { room, item });
    await call(`PUT /api/products/${seller.productId}/listed`, { listed: false });
    await expect.poll(() => [shown().state, viewer.client.snapshot.pinned]).toEqual(['withdrawn', null]);
    expect((await card(seller.productId)).status).toBe(404);
    await call(`PUT /api/products/${seller.productId}/listed`, { listed: true });
    await expect.poll(() => shown().state).toBe('on_sale');
  });

  test('what never came online cannot be listed', async () => {
    const { id } = await create();
    expect(refusal(await owner.http(`PUT /api/products/${id}/listed`, { listed: true })).code).toBe(
      'PRODUCT_NOT_ONLINE',
    );
  });

  test('a product without stock cannot be put on a shelf', async () => {
    const seller = await openSeller(automatic, { stock: 1 });
    const room = await seller.schedule();
    await expect(stockShelf(seller, room, 2)).rejects.toMatchObject({ body: { code: 'STOCK_SHORT' } });
  });
});

describe('a shop’s products', () => {
  test('come newest first, in pages without gap or repeat, the last one without a next', async () => {
    const person = await service.person();
    const own = await openShop(person, operator);
    const ids: string[] = [];
    for (let count = 0; count < 4; count += 1) ids.unshift(await onlineProduct(person, operator, own));
    const pages: string[][] = [];
    for (let cursor = ''; ;) {
      const page = dataOf(await person.http(`GET /api/shops/${own}/products?limit=2${cursor && `&cursor=${cursor}`}`));
      pages.push(page.rows.map((row: ProductView) => row.id));
      if (!page.next) break;
      cursor = page.next;
    }
    expect(pages).toEqual([ids.slice(0, 2), ids.slice(2)]);
    const stranger = await service.person();
    expect((await stranger.http(`GET /api/shops/${own}/products`)).status).toBe(404);
    const { products } = dataOf(await service.http(`GET /api/shops/${own}/card`));
    expect(products.map((each: { id: string }) => each.id)).toEqual(ids);
  });
});
