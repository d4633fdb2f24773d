import type { z } from 'zod';
import type { ProductView, productCard } from '#src/contract/catalog.ts';
import type { Deps } from '#src/deps.ts';
import { readStock } from '#src/stock/read-stock.ts';
import type { ProductRecord } from './model.ts';

/** A product with its stock, as seller and operators see it. */
export async function toProductView(deps: Pick<Deps, 'stock'>, product: ProductRecord): Promise<ProductView> {
  return (await toProductViews(deps, [product]))[0]!;
}

/** Reads the stock of all of them at once. */
export async function toProductViews(
  deps: Pick<Deps, 'stock'>,
  products: readonly ProductRecord[],
): Promise<ProductView[]> {
  const stock = await readStock(
    deps,
    products.flatMap((product) => product.draft.skus.map((sku) => sku.id)),
  );
  return products.map((product) => {
    const { _id, shopId, draft, draftState, online, version, listed, createdAt, updatedAt } = product;
    return {
      id: _id,
      shopId,
      draft,
      draftState:
        draftState.status === 'in_review' ? { ...draftState, since: draftState.since.toISOString() } : draftState,
      ...(online && { online }),
      version,
      listed,
      stock: draft.skus.map(({ id }) => ({
        skuId: id,
        available: stock.get(id)?.available ?? 0,
        inRooms: stock.get(id)?.inRooms ?? 0,
        received: stock.get(id)?.received ?? 0,
      })),
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
    };
  });
}

/** What buyers see; undefined while nothing is online. */
export function toProductCard(product: ProductRecord): z.output<typeof productCard> | undefined {
  if (!product.online || !product.listed) return undefined;
  const { title, description, pictures, skus, perBuyerLimit } = product.online;
  return {
    id: product._id,
    shopId: product.shopId,
    title,
    description,
    pictures,
    skus,
    ...(perBuyerLimit !== undefined && { perBuyerLimit }),
  };
}
