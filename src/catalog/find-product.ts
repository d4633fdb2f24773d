import type { ProductCopy } from '#src/contract/catalog.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';

/** What other features need to know of a product; `online` is what buyers see. */
export interface ProductFacts {
  id: Id;
  shopId: Id;
  version: number;
  listed: boolean;
  online?: ProductCopy;
}

export async function findProduct(deps: Pick<Deps, 'products'>, productId: Id): Promise<ProductFacts | undefined> {
  const product = await deps.products.find(productId);
  if (!product) return undefined;
  const { _id, shopId, version, listed, online } = product;
  return { id: _id, shopId, version, listed, ...(online && { online }) };
}
