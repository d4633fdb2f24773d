import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideShop } from '#src/shops/decide-shop.ts';
import { partsInReview } from '#src/shops/rules.ts';
import { signShop } from '#src/shops/sign-shop.ts';
import { dataOf } from '../support/seller.ts';
import { newNamespace, startService } from '../support/service.ts';
import type { Person, Service } from '../support/service.ts';
import {
  actsOn,
  caller,
  notificationsOf,
  onlineProduct,
  openShop,
  refusal,
  shopFileOf,
  submittedShop,
  upload,
} from '../support/shops.ts';
import type { ShopKind } from '../support/shops.ts';

let service: Service;
let automatic: Service;
let operator: Person;

beforeAll(async () => {
  const namespace = newNamespace();
  service = await startService({ namespace });
  automatic = await startService({ namespace, env: { SHOP_AUTO_APPROVE: 'true' } });
  operator = await service.operator();
});
afterAll(async () => {
  await automatic.close();
  await service.close();
});

const read = async (person: Person, id: string) => dataOf(await person.http(`GET /api/shops/${id}`));
const stateOf = async (person: Person, id: string): Promise<string> => (await read(person, id)).shop.state;
const decide = (id: string, body: object) => operator.http(`POST /api/ops/shops/${id}/decision`, body);
const create = (person: Person, type: string) => person.http('POST /api/shops', { type, name: 'Tea house' });

describe('opening a shop', () => {
  test.each(['personal', 'individual_business', 'enterprise'])('opens a %s shop in one step', async (type) => {
    const person = await service.person();
    const { shop } = dataOf(await create(person, type));
    expect(shop).toMatchObject({ type, state: 'opened', signed: false, ownerId: person.id });
    expect(dataOf(await person.http('GET /api/shops')).rows).toEqual([shop]);
  });

  test('refuses the legacy type by its name and any other as unknown', async () => {
    const person = await service.person();
    const legacy = refusal(await create(person, 'weixin_xiaodian'));
    expect(legacy).toMatchObject({
      status: 422,
      code: 'SHOP_TYPE_REFUSED',
      details: { type: 'weixin_xiaodian', why: 'legacy' },
    });
    const other = refusal(await create(person, 'franchise'));
    expect(other).toMatchObject({ code: 'SHOP_TYPE_REFUSED', details: { why: 'unknown' } });
    expect(dataOf(await person.http('GET /api/shops')).rows).toEqual([]);
  });

  test('one personal shop per account, also when eight are asked for at once', async () => {
    const person = await service.person();
    const answers = await Promise.all(Array.from({ length: 8 }, () => create(person, 'personal')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status !== 200).map(({ body }) => body.code);
    expect(refused).toEqual(Array.from({ length: 7 }, () => 'SHOP_CAP_REACHED'));
    expect(dataOf(await person.http('GET /api/shops')).rows).toHaveLength(1);
  });

  test('5 shops per individual business over all accounts; a rejected one gives its place back', async () => {
    const legalId = `92310000${Date.now()}`;
    const owners = await Promise.all(Array.from({ length: 6 }, () => service.person()));
    const shops = await Promise.all(
      owners.map(async (owner) => {
        const { id } = dataOf(await create(owner, 'individual_business')).shop;
        dataOf(await owner.http(`PUT /api/shops/${id}/file`, await shopFileOf(owner, 'individual_business', legalId)));
        return id as string;
      }),
    );
    const submit = (index: number) => owners[index]!.http(`POST /api/shops/${shops[index]}/submit`);
    const answers = await Promise.all(owners.map((_, index) => submit(index)));
    const late = answers.findIndex(({ status }) => status !== 200);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(refusal(answers[late]!)).toMatchObject({ code: 'SHOP_CAP_REACHED', details: { cap: 5, per: 'legal_id' } });

    const other = answers.findIndex(({ status }) => status === 200);
    dataOf(await decide(shops[other]!, { decision: 'reject', reasons: { business: 'not your licence' } }));
    expect((await submit(late)).status).toBe(200);
    expect((await submit(other)).body.code).toBe('SHOP_CAP_REACHED');
  });

  test('a cap is never passed, whoever takes and gives back places at once', async () => {
    const { slots } = service.deps.shops;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 12 }), async (cap, asking) => {
        const holder = `test:${service.deps.newId()}`;
        const shops = Array.from({ length: asking }, () => service.deps.newId());
        // Each asks twice, as a repeat would; the second must get what the first got or leave it.
        const got = await Promise.all([...shops, ...shops].map((shop) => slots.take(holder, cap, shop, 1)));
        const winners = new Set([...shops, ...shops].filter((_, index) => got[index]));
        expect(winners.size).toBe(Math.min(cap, asking));
        const [first] = winners;
        await slots.take(holder, cap, first!, 2);
        await slots.release(holder, first!, 1);
        expect(await slots.take(holder, winners.size, service.deps.newId(), 1)).toBe(false);
        await slots.release(holder, first!, 2);
        expect(await slots.take(holder, winners.size, service.deps.newId(), 1)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });
});

describe('papers', () => {
  test('missing and surplus papers are refused by name', async () => {
    const person = await service.person();
    const { id } = dataOf(await create(person, 'personal')).shop;
    const empty = refusal(await person.http(`POST /api/shops/${id}/submit`));
    expect(empty).toMatchObject({ code: 'PAPERS_MISSING', details: { papers: ['id_card_front', 'id_card_back'] } });
    const licence = { papers: { business_licence: await upload(person) } };
    const surplus = refusal(await person.http(`PUT /api/shops/${id}/file`, licence));
    expect(surplus).toMatchObject({ status: 422, code: 'PAPERS_SURPLUS', details: { papers: ['business_licence'] } });

    const shop = dataOf(await create(person, 'enterprise')).shop.id;
    const { papers, ...parts } = (await shopFileOf(person, 'enterprise')) as { papers: Record<string, string> };
    dataOf(
      await person.http(`PUT /api/shops/${shop}/file`, {
        ...parts,
        papers: { ...papers, business_licence: undefined },
      }),
    );
    const missing = refusal(await person.http(`POST /api/shops/${shop}/submit`));
    expect(missing).toEqual({ status: 422, code: 'PAPERS_MISSING', details: { papers: ['business_licence'] } });
  });

  test('only own uploads made as papers count', async () => {
    const [person, stranger] = [await service.person(), await service.person()];
    const { id } = dataOf(await create(person, 'personal')).shop;
    for (const file of [await upload(stranger), await upload(person, 'picture')]) {
      const answer = await person.http(`PUT /api/shops/${id}/file`, { papers: { id_card_front: file } });
      expect(refusal(answer)).toEqual({ status: 404, code: 'NOT_FOUND', details: { files: [file] } });
    }
  });

  test('parts saved at the same time do not undo each other', async () => {
    const person = await service.person();
    const { id } = dataOf(await create(person, 'enterprise')).shop;
    const { papers, ...parts } = (await shopFileOf(person, 'enterprise')) as { papers: Record<string, string> };
    const pieces = [
      ...Object.entries(parts).map(([part, value]) => ({ [part]: value })),
      ...Object.entries(papers).map(([kind, file]) => ({ papers: { [kind]: file } })),
    ];
    await Promise.all(pieces.map(async (piece) => dataOf(await person.http(`PUT /api/shops/${id}/file`, piece))));
    expect((await read(person, id)).file).toEqual({ ...parts, papers });
    expect(dataOf(await person.http(`POST /api/shops/${id}/submit`)).shop.state).toBe('in_review');
  });

  test('only the file that was checked goes into review, not one that was changed meanwhile', async () => {
    const person = await service.person();
    const { id } = dataOf(await create(person, 'personal')).shop;
    dataOf(await person.http(`PUT /api/shops/${id}/file`, await shopFileOf(person, 'personal')));
    const checked = (await service.deps.shops.find(id))!;
    dataOf(await person.http(`PUT /api/shops/${id}/file`, { payout: { holder: 'Bob', account: '6222020000' } }));
    const submit = (edits: number) => service.deps.shops.submit(id, edits, partsInReview('personal'), new Date());
    expect(await submit(checked.edits)).toBe(false);
    expect(await submit(checked.edits + 1)).toBe(true);
    expect(await submit(checked.edits + 1)).toBe(false);
  });

  test('nobody but owner and operators sees the shop, and strangers learn nothing', async () => {
    const [person, stranger] = [await service.person(), await service.person()];
    const id = await submittedShop(person, 'personal');
    expect(refusal(await stranger.http(`GET /api/shops/${id}`)).code).toBe('NOT_FOUND');
    expect(refusal(await stranger.http(`POST /api/shops/${id}/sign`)).code).toBe('NOT_FOUND');
    expect((await read(operator, id)).file.owner.idNumber).toBe('110101199001011234');
    expect(refusal(await stranger.http(`POST /api/ops/shops/${id}/decision`, { decision: 'approve' })).code).toBe(
      'FORBIDDEN',
    );
  });
});

describe('review', () => {
  test('each part carries its own reject reason; mended parts go into review again', async () => {
    const person = await service.person();
    const id = await submittedShop(person, 'personal');
    expect(refusal(await person.http(`PUT /api/shops/${id}/file`, { owner: {} })).code).toBe('INVALID_INPUT');
    const locked = { payout: { holder: 'Ann', account: '6222020000' } };
    expect(refusal(await person.http(`PUT /api/shops/${id}/file`, locked)).code).toBe('SHOP_STATE');
    expect(refusal(await decide(id, { decision: 'reject', reasons: {} })).code).toBe('INVALID_INPUT');
    expect(refusal(await decide(id, { decision: 'reject', reasons: { business: 'none' } })).code).toBe('INVALID_INPUT');

    const reasons = { owner: 'the back is blurred', payout: 'another name' };
    const { shop } = dataOf(await decide(id, { decision: 'reject', reasons }));
    expect(shop).toMatchObject({
      state: 'rejected',
      parts: {
        owner: { status: 'rejected', reason: 'the back is blurred' },
        basics: { status: 'approved' },
        payout: { status: 'rejected', reason: 'another name' },
      },
    });
    const paper = { papers: { id_card_back: await upload(person) } };
    const mended = dataOf(await person.http(`PUT /api/shops/${id}/file`, paper)).shop;
    expect(mended.parts).toMatchObject({ owner: { status: 'filled' }, payout: { status: 'rejected' } });
    dataOf(await person.http(`POST /api/shops/${id}/submit`));
    dataOf(await decide(id, { decision: 'approve' }));
    expect(await stateOf(person, id)).toBe('approved');
    expect(await notificationsOf(person, id)).toEqual(['shop_rejected', 'shop_approved']);
    expect(await actsOn(operator, id)).toEqual(['shop.reject', 'shop.approve']);
  });

  test('a decision about an older submission does not touch the newer one', async () => {
    const person = await service.person();
    const id = await submittedShop(person, 'personal');
    const { submittedAt } = (await service.deps.shops.find(id))!;
    dataOf(await decide(id, { decision: 'reject', reasons: { owner: 'blurred' } }));
    dataOf(await person.http(`POST /api/shops/${id}/submit`));
    const stale = await decide(id, { decision: 'approve', submittedAt: submittedAt!.toISOString() });
    expect(refusal(stale).code).toBe('CONFLICT');
    expect(await stateOf(person, id)).toBe('in_review');
  });

  test('what is decided cannot be decided otherwise', async () => {
    const person = await service.person();
    const id = await submittedShop(person, 'personal');
    dataOf(await decide(id, { decision: 'approve' }));
    const answer = await decide(id, { decision: 'reject', reasons: { owner: 'after all' } });
    expect(refusal(answer)).toMatchObject({ code: 'SHOP_STATE', details: { state: 'approved' } });
  });

  test('the policy switch approves at once, through the same decision, as the system', async () => {
    const person = await automatic.person();
    const id = await submittedShop(person, 'personal');
    expect(await stateOf(person, id)).toBe('approved');
    expect(await actsOn(operator, id)).toEqual(['shop.approve']);
    const { rows } = dataOf(await operator.http(`GET /api/ops/audit?subject=${id}`));
    expect(rows[0]).toMatchObject({ actorName: 'system', subject: { type: 'shop', id } });
  });
});

describe('signing', () => {
  test('is refused before approval, in every state, and opens a personal shop at once', async () => {
    const person = await service.person();
    const call = caller(person);
    const { id } = (await call('POST /api/shops', { type: 'personal', name: 'Tea house' })).shop;
    const refused = async () => refusal(await person.http(`POST /api/shops/${id}/sign`));
    expect(await refused()).toEqual({ status: 409, code: 'NOT_APPROVED', details: { state: 'opened' } });
    await call(`PUT /api/shops/${id}/file`, await shopFileOf(person, 'personal'));
    await call(`POST /api/shops/${id}/submit`);
    expect((await refused()).details).toEqual({ state: 'in_review' });
    dataOf(await decide(id, { decision: 'reject', reasons: { owner: 'blurred' } }));
    expect((await refused()).details).toEqual({ state: 'rejected' });
    await call(`POST /api/shops/${id}/submit`);
    dataOf(await decide(id, { decision: 'approve' }));
    expect((await call(`POST /api/shops/${id}/sign`)).shop).toMatchObject({ state: 'open', signed: true });
  });

  test('signing twice, or a review result delivered twice, opens once and notifies once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('approve' as const, 'sign' as const), { minLength: 4, maxLength: 10 }),
        async (calls) => {
          const person = await service.person();
          const id = await submittedShop(person, 'personal');
          const actor = { id: operator.id, name: 'Operator' };
          // All at once, in any order; a sign that comes before the approval is refused and nothing else may happen.
          const outcomes = await Promise.allSettled(
            calls.map((call) =>
              call === 'approve'
                ? decideShop(service.deps, actor, id, { decision: 'approve' })
                : signShop(service.deps, person, id),
            ),
          );
          for (const [index, outcome] of outcomes.entries()) {
            if (outcome.status === 'fulfilled') continue;
            expect([calls[index], (outcome.reason as { code: string }).code]).toEqual(['sign', 'NOT_APPROVED']);
          }
          await decideShop(service.deps, actor, id, { decision: 'approve' });
          await signShop(service.deps, person, id);
          await signShop(service.deps, person, id);
          await decideShop(service.deps, actor, id, { decision: 'approve' });
          expect(await stateOf(person, id)).toBe('open');
          expect((await notificationsOf(person, id)).toSorted()).toEqual(['shop_approved', 'shop_signed']);
          expect(await actsOn(operator, id)).toEqual(['shop.approve']);
        },
      ),
      { numRuns: 8 },
    );
  });
});

describe('opening tasks of business shops', () => {
  test.each<ShopKind>(['individual_business', 'enterprise'])('an %s shop opens with its last task', async (type) => {
    const person = await service.person();
    const call = caller(person);
    const id = await submittedShop(person, type, `9131${service.deps.newId().slice(-14)}`);
    const task = (name: string, more: object = {}) =>
      person.http(`POST /api/shops/${id}/tasks`, { task: name, ...more });
    expect(refusal(await task('verify_payout')).code).toBe('SHOP_STATE');
    dataOf(await decide(id, { decision: 'approve' }));
    const needs = async (name: string) => refusal(await task(name)).details;
    expect(await needs('publish_product')).toEqual({ task: 'publish_product', needs: 'product_online' });
    expect(await needs('after_sale_address')).toEqual({ task: 'after_sale_address', needs: 'address' });
    expect(await needs('confirm_opening')).toEqual({ task: 'confirm_opening', needs: 'signature' });

    expect((await call(`POST /api/shops/${id}/sign`)).shop).toMatchObject({ state: 'approved', signed: true });
    dataOf(await task('verify_payout'));
    dataOf(await task('after_sale_address', { afterSaleAddress: '1 Nanjing Road, Shanghai' }));
    dataOf(await task('confirm_opening'));
    expect(await stateOf(person, id)).toBe('approved');
    await onlineProduct(person, operator, id);
    const { shop } = await read(person, id);
    expect(shop.state).toBe('open');
    expect(shop.tasks.map((each: { done: boolean }) => each.done)).toEqual([true, true, true, true]);
    expect((await notificationsOf(person, id)).toSorted()).toEqual(['shop_approved', 'shop_signed']);
  });

  test('a personal shop has none to do', async () => {
    const person = await service.person();
    const id = await openShop(person, operator);
    expect((await read(person, id)).shop.tasks).toEqual([]);
    const answer = await person.http(`POST /api/shops/${id}/tasks`, { task: 'verify_payout' });
    expect(refusal(answer).code).toBe('SHOP_STATE');
  });
});

describe('freezing', () => {
  test('stops an open shop once however often it is said, and hides what it sells', async () => {
    const person = await service.person();
    const id = await openShop(person, operator);
    const product = await onlineProduct(person, operator, id);
    const card = async () => dataOf(await service.http(`GET /api/shops/${id}/card`));
    expect(await card()).toMatchObject({ shop: { id, open: true }, products: [{ id: product }] });

    const freeze = () => operator.http(`POST /api/ops/shops/${id}/freeze`, { reason: 'counterfeit goods' });
    const answers = await Promise.all([freeze(), freeze(), freeze()]);
    for (const answer of answers) {
      expect(dataOf(answer).shop).toMatchObject({ state: 'frozen', frozenReason: 'counterfeit goods' });
    }
    expect(await card()).toEqual({ shop: { id, name: 'Tea house', open: false }, products: [] });
    expect((await service.http(`GET /api/products/${product}/card`)).status).toBe(404);
    expect((await notificationsOf(person, id)).filter((kind) => kind === 'shop_frozen')).toHaveLength(1);

    dataOf(await operator.http(`POST /api/ops/shops/${id}/unfreeze`));
    expect((await card()).products).toHaveLength(1);
    dataOf(await freeze());
    expect((await notificationsOf(person, id)).filter((kind) => kind === 'shop_frozen')).toHaveLength(2);
    expect(await actsOn(operator, id)).toEqual(['shop.approve', 'shop.freeze', 'shop.unfreeze', 'shop.freeze']);
  });

  test('only an open shop is frozen, only a frozen one freed', async () => {
    const person = await service.person();
    const id = await submittedShop(person, 'personal');
    const freeze = await operator.http(`POST /api/ops/shops/${id}/freeze`, { reason: 'too early' });
    expect(refusal(freeze)).toMatchObject({ code: 'SHOP_STATE', details: { state: 'in_review' } });
    expect(refusal(await operator.http(`POST /api/ops/shops/${id}/unfreeze`)).code).toBe('SHOP_STATE');
  });
});
