import { toProductViews } from '#src/catalog/present.ts';
import type { Id, Page } from '#src/contract/ids.ts';
import type { Review } from '#src/contract/ops.ts';
import type { ShopFile } from '#src/contract/shops.ts';
import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
import { cutPage } from '#src/platform/page.ts';
import type { Paged } from '#src/platform/page.ts';
import { toShopView } from '#src/shops/present.ts';

type QueueDeps = Pick<Deps, 'shops' | 'products' | 'stock'>;

/** One waiting submission, with its place in the queue. */
interface Waiting {
  id: Id;
  at: Date;
  review: Review;
}

/** What waits for a decision, shops and products in one queue, the oldest submission first. */
export async function listReviews(deps: QueueDeps, { cursor, limit }: Page): Promise<Paged<Review>> {
  const after = cursor === undefined ? undefined : await placeOf(deps, cursor);
  const [shops, products] = await Promise.all([
    waitingShops(deps, after, limit + 1),
    waitingProducts(deps, after, limit + 1),
  ]);
  const { rows, ...next } = cutPage([...shops, ...products].sort(byPlace), limit, ({ id }) => id);
  return { rows: rows.map(({ review }) => review), ...next };
}

/** A submission keeps its place when it is decided, so that the next page can be found. */
async function placeOf(deps: QueueDeps, id: Id): Promise<{ at: Date; id: Id } | undefined> {
  const at = (await deps.shops.find(id))?.submittedAt ?? (await deps.products.find(id))?.submittedAt;
  return at && { at, id };
}

async function waitingShops(deps: QueueDeps, after: { at: Date; id: Id } | undefined, limit: number) {
  const shops = await deps.shops.listInReview(after, limit);
  return shops.map(({ submittedAt, ...shop }): Waiting => {
    const at = submittedAt ?? shop.createdAt;
    const file = shop.file as Omit<ShopFile, 'papers'>;
    return {
      id: shop._id,
      at,
      review: { type: 'shop', at: toInstant(at), shop: toShopView(shop), file, papers: shop.papers },
    };
  });
}

async function waitingProducts(deps: QueueDeps, after: { at: Date; id: Id } | undefined, limit: number) {
  const products = await deps.products.listInReview(after, limit);
  const [views, shops] = await Promise.all([
    toProductViews(deps, products),
    deps.shops.findMany([...new Set(products.map((product) => product.shopId))]),
  ]);
  const names = new Map(shops.map((shop) => [shop._id, shop.name]));
  return products.map((product, index): Waiting => {
    const at = product.submittedAt ?? product.updatedAt;
    const shopName = names.get(product.shopId) ?? '';
    return {
      id: product._id,
      at,
      review: { type: 'product', at: toInstant(at), product: views[index]!, shopName },
    };
  });
}

function byPlace(a: Waiting, b: Waiting): number {
  return a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1);
}
