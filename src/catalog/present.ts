import type { z } from 'zod';
import type { DraftState, ProductView, productCard } from '#src/contract/catalog.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
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
  const stock = await readStock(deps, products.flatMap(skuIds));
  return products.map((product) => ({
    id: product._id,
    shopId: product.shopId,
    draft: product.draft,
    draftState: draftState(product),
    ...(product.online && { online: product.online }),
    version: product.version,
    listed: product.listed,
    stock: skuIds(product).map((skuId) => ({
      skuId,
      available: stock.get(skuId)?.available ?? 0,
      inRooms: stock.get(skuId)?.inRooms ?? 0,
      received: stock.get(skuId)?.received ?? 0,
    })),
    createdAt: toInstant(product.createdAt),
    updatedAt: toInstant(product.updatedAt),
  }));
}

/** SKUs of both copies: what buyers still see has stock too. */
function skuIds({ draft, online }: ProductRecord): Id[] {
  return [...new Set([...draft.skus, ...(online?.skus ?? [])].map((sku) => sku.id))];
}

function draftState({ draftState: state, submittedAt, updatedAt }: ProductRecord): DraftState {
  return state.status === 'in_review' ? { ...state, since: toInstant(submittedAt ?? updatedAt) } : state;
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
