import { dataOf, onePixel } from './seller.ts';
import type { Person } from './service.ts';

export type ShopKind = 'personal' | 'individual_business' | 'enterprise';

const licensed = (type: ShopKind) => type !== 'personal';

/** Calls a route and answers its data, or throws the whole answer. */
export const caller = (person: Person) => async (route: string, body?: unknown) =>
  dataOf(await person.http(route, body));

export async function upload(person: Person, purpose: 'paper' | 'picture' = 'paper'): Promise<string> {
  return dataOf(await person.http(`POST /api/files?purpose=${purpose}`, onePixel)).id;
}

/** A whole file of a shop; `legalId` tells businesses apart. */
export async function shopFileOf(person: Person, type: ShopKind, legalId = '91310000MA1K3ABC4D'): Promise<object> {
  const papers = { id_card_front: await upload(person), id_card_back: await upload(person) };
  return {
    owner: { realName: 'Ann Example', idNumber: '110101199001011234' },
    ...(licensed(type) && { business: { legalName: 'Tea Ltd', legalId } }),
    basics: { name: 'Tea house', category: 'tea', contact: 'ann@test.example' },
    payout: { holder: 'Ann Example', account: '6222021234567890' },
    papers: licensed(type) ? { ...papers, business_licence: await upload(person) } : papers,
  };
}

/** A shop with its whole file handed in, waiting for review (or approved already where that is automatic). */
export async function submittedShop(person: Person, type: ShopKind, legalId?: string): Promise<string> {
  const call = caller(person);
  const { id } = (await call('POST /api/shops', { type, name: 'Tea house' })).shop;
  await call(`PUT /api/shops/${id}/file`, await shopFileOf(person, type, legalId));
  await call(`POST /api/shops/${id}/submit`);
  return id;
}

/** A draft that breaks no rule. */
export async function productDraft(person: Person, over: object = {}): Promise<object> {
  return {
    title: 'Stoneware tea cup',
    kind: 'physical',
    pictures: [await upload(person, 'picture')],
    skus: [{ name: 'white', listPrice: 2_000, price: 1_500 }],
    ...over,
  };
}

/** A product waiting for review. */
export async function submittedProduct(person: Person, shopId: string, over: object = {}): Promise<string> {
  const call = caller(person);
  const { id } = (await call(`POST /api/shops/${shopId}/products`, await productDraft(person, over))).product;
  await call(`POST /api/products/${id}/submit`);
  return id;
}

/** An open personal shop of this person. */
export async function openShop(person: Person, operator: Person): Promise<string> {
  const id = await submittedShop(person, 'personal');
  await caller(operator)(`POST /api/ops/shops/${id}/decision`, { decision: 'approve' });
  await caller(person)(`POST /api/shops/${id}/sign`);
  return id;
}

/** An approved product of an existing shop. */
export async function onlineProduct(
  person: Person,
  operator: Person,
  shopId: string,
  over: object = {},
): Promise<string> {
  const id = await submittedProduct(person, shopId, over);
  await caller(operator)(`POST /api/ops/products/${id}/decision`, { decision: 'approve' });
  return id;
}

/** Kinds of the notifications of an account, oldest first. */
export async function notificationsOf(person: Person, subject: string): Promise<string[]> {
  const { rows } = dataOf(await person.http('GET /api/me/notifications?limit=100'));
  return rows
    .filter((row: { subject: { id: string } }) => row.subject.id === subject)
    .map((row: { kind: string }) => row.kind)
    .toReversed();
}

/** Acts of the audit trail on a subject, oldest first. */
export async function actsOn(operator: Person, subject: string): Promise<string[]> {
  const { rows } = dataOf(await operator.http(`GET /api/ops/audit?subject=${subject}&limit=100`));
  return rows.map((row: { act: string }) => row.act).toReversed();
}

/** Status and code of an answer, the way refusals are compared. */
export const refusal = (answer: { status: number; body: { code?: string; details?: unknown } }) => ({
  status: answer.status,
  code: answer.body.code,
  ...(answer.body.details !== undefined && { details: answer.body.details }),
});
