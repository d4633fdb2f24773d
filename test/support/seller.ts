import type { Answer, Person, Service } from './service.ts';

/** The smallest picture that is one: a PNG of one pixel. */
export const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** A host with an open personal shop linked to a channel, and one product online. */
export interface Seller {
  host: Person;
  shopId: string;
  channelId: string;
  productId: string;
  skuId: string;
  /** Plans a room half an hour ahead, which may go live at once. */
  schedule(over?: object): Promise<string>;
}

/** What an answer holds, or a failure that shows it whole. */
export function dataOf(answer: Answer): any {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Needs a service with `SHOP_AUTO_APPROVE=true`. Prices in fen. */
export async function openSeller(
  service: Service,
  { stock = 10, price = 1_990, name = 'Host' }: { stock?: number; price?: number; name?: string } = {},
): Promise<Seller> {
  const host = await service.person(name);
  const call = async (route: string, body?: unknown) => dataOf(await host.http(route, body));
  const file = async (purpose: string): Promise<string> =>
    (await call(`POST /api/files?purpose=${purpose}`, onePixel)).id;

  const { id: shopId } = (await call('POST /api/shops', { type: 'personal', name: `${name} shop` })).shop;
  await call(`PUT /api/shops/${shopId}/file`, {
    owner: { realName: 'Ann Example', idNumber: '110101199001011234' },
    basics: { name: `${name} shop`, category: 'tea', contact: 'ann@test.example' },
    payout: { holder: 'Ann Example', account: '6222021234567890' },
    papers: { id_card_front: await file('paper'), id_card_back: await file('paper') },
  });
  await call(`POST /api/shops/${shopId}/submit`);
  await call(`POST /api/shops/${shopId}/sign`);
  const { id: channelId } = (await call('POST /api/channel', { name: `${name} channel` })).channel;
  await call('PUT /api/channel/shop', { shopId });

  const draft = await call(`POST /api/shops/${shopId}/products`, {
    title: 'Green tea of this spring',
    kind: 'physical',
    pictures: [await file('picture')],
    skus: [{ name: '100 g', listPrice: price * 2, price }],
  });
  const productId: string = draft.product.id;
  const skuId: string = draft.product.draft.skus[0].id;
  await call(`POST /api/products/${productId}/submit`);
  await call(`POST /api/products/${productId}/stock`, { skuId, delta: stock, key: service.deps.newId() });
  await call(`PUT /api/products/${productId}/listed`, { listed: true });

  return {
    host,
    shopId,
    channelId,
    productId,
    skuId,
    async schedule(over = {}) {
      const startsAt = new Date(Date.now() + 30 * 60_000).toISOString();
      const endsAt = new Date(Date.now() + 90 * 60_000).toISOString();
      return (await call('POST /api/rooms', { title: 'Morning tea', startsAt, endsAt, ...over })).room.id;
    },
  };
}

/** Puts units of the seller's product on a room's shelf; answers the item. */
export async function stockShelf(seller: Seller, room: string, units = 5): Promise<string> {
  const socket = await seller.host.socket();
  const { itemId } = await socket.ask('shelf:add', {
    room,
    product: seller.productId,
    units: [{ sku: seller.skuId, units }],
  });
  socket.close();
  return itemId;
}
