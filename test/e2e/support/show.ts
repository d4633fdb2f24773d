import { readFileSync } from 'node:fs';
import type { SaleMode } from '#src/contract/shelf.ts';
import { dataOf, openSeller } from '../../support/seller.ts';
import type { Seller } from '../../support/seller.ts';
import type { Client } from '../../support/service.ts';
import type { Visitor } from './visitor.ts';
import type { World } from './world.ts';

/** A product to put on the shelf; prices in fen. */
export interface Goods {
  title: string;
  picture: string;
  perBuyerLimit?: number;
  mode?: SaleMode;
  /** Length of the window, of an item sold by equal chance. */
  drawSeconds?: number;
  skus: { name: string; listPrice: number; price: number; units: number }[];
}

/** A room with its host, goods on its shelf, ready to go live. */
export interface Show {
  seller: Seller;
  roomId: string;
  /** The host's own connection, for verbs. */
  host: Client;
  items: { itemId: string; productId: string; skuIds: string[]; goods: Goods }[];
}

export const teaSet: Goods = {
  title: 'Longquan celadon tea set, six cups',
  picture: 'tea-set',
  skus: [
    { name: 'Moss green', listPrice: 39_900, price: 25_900, units: 12 },
    { name: 'Plum blue', listPrice: 39_900, price: 27_900, units: 3 },
  ],
};

/** One SKU with a single unit: what two buyers fight for. */
export const lastLamp: Goods = {
  title: 'Folding desk lamp, warm light',
  picture: 'desk-lamp',
  skus: [{ name: 'White', listPrice: 19_900, price: 12_900, units: 1 }],
};

/** Makes a host with an open shop, and a planned room with these goods on its shelf. */
export async function planShow(world: World, goods: Goods[], { title = 'Spring tea night' } = {}): Promise<Show> {
  const { service } = world;
  const seller = await openSeller(service, { name: 'Mei Lin' });
  const roomId = await seller.schedule({ title, cover: await upload(seller, goods[0]?.picture ?? 'tea-set') });
  const host = await seller.host.socket();
  const items: Show['items'] = [];
  for (const each of goods) items.push(await shelve(world, seller, host, roomId, each));
  return { seller, roomId, host, items };
}

async function shelve(world: World, seller: Seller, host: Client, room: string, goods: Goods) {
  const call = async (route: string, body?: unknown) => dataOf(await seller.host.http(route, body));
  const { product } = await call(`POST /api/shops/${seller.shopId}/products`, {
    title: goods.title,
    kind: 'physical',
    pictures: [await upload(seller, goods.picture)],
    skus: goods.skus.map(({ name, listPrice, price }) => ({ name, listPrice, price })),
    ...(goods.perBuyerLimit && { perBuyerLimit: goods.perBuyerLimit }),
  });
  const skuIds: string[] = product.draft.skus.map(({ id }: { id: string }) => id);
  await call(`POST /api/products/${product.id}/submit`);
  const units = goods.skus.map((sku, index) => ({ sku: skuIds[index] ?? '', units: sku.units }));
  for (const { sku: skuId, units: delta } of units) {
    await call(`POST /api/products/${product.id}/stock`, { skuId, delta, key: world.service.deps.newId() });
  }
  await call(`PUT /api/products/${product.id}/listed`, { listed: true });
  const { itemId } = await host.ask('shelf:add', {
    room,
    product: product.id,
    units,
    ...(goods.mode && { mode: goods.mode }),
    ...(goods.drawSeconds && { drawSeconds: goods.drawSeconds }),
  });
  return { itemId, productId: product.id as string, skuIds, goods };
}

/** A picture of the demo's goods. */
async function upload(seller: Seller, name: string): Promise<string> {
  const bytes = readFileSync(new URL(`../../../scripts/seed-pictures/${name}.webp`, import.meta.url));
  return dataOf(await seller.host.http('POST /api/files?purpose=picture', bytes)).id;
}

/** A planned room gone live without a picture, its first item pinned: all that buying and chat need. */
export async function startShow(world: World, goods: Goods[]): Promise<Show> {
  const show = await planShow(world, goods);
  await show.host.ask('room:go-live', { room: show.roomId });
  await pin(show, 0);
  return show;
}

/** Shows the n-th item of the shelf. */
export async function pin(show: Show, index: number): Promise<void> {
  await show.host.ask('shelf:pin', { room: show.roomId, item: show.items[index]?.itemId ?? '' });
}

/** Gives every SKU of an item a new price, in fen, by way of draft and review. */
export async function changePrice(
  { seller }: Show,
  item: Show['items'][number] | undefined,
  price: number,
): Promise<void> {
  const call = async (route: string, body?: unknown) => dataOf(await seller.host.http(route, body));
  const { draft } = (await call(`GET /api/products/${item?.productId}`)).product;
  const skus = draft.skus.map((sku: object) => ({ ...sku, price }));
  await call(`PUT /api/products/${item?.productId}`, { ...draft, skus });
  await call(`POST /api/products/${item?.productId}/submit`);
}

/** Goes live from the studio page with the moving test picture, as a host without a camera does. */
export async function goLive(
  world: World,
  show: Show,
  orientation: 'portrait' | 'landscape' = 'portrait',
): Promise<Visitor> {
  const studio = await world.visit({ as: show.seller.host, device: 'desktop' });
  await studio.open(`/studio/${show.roomId}`);
  const { page } = studio;
  await page.getByLabel('Orientation').selectOption(orientation);
  await page.getByRole('button', { name: 'Test picture' }).click();
  await page.getByRole('button', { name: 'Go live', exact: true }).click();
  await page.getByText('On air').waitFor();
  return studio;
}
