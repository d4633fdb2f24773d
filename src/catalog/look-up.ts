import type { z } from 'zod';
import type { productCard } from '#src/contract/catalog.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import type { ProductRecord } from './model.ts';
import { toProductCard } from './present.ts';

/** @throws NOT_FOUND */
export async function findProduct(deps: Pick<Deps, 'products'>, productId: Id): Promise<ProductRecord> {
  const product = await deps.products.find(productId);
  if (!product) throw new AppError('NOT_FOUND', { details: { product: productId } });
  return product;
}

/** The product, for its seller alone. @throws NOT_FOUND */
export async function requireOwnProduct(
  deps: Pick<Deps, 'products'>,
  actor: Pick<Member, 'id'>,
  productId: Id,
): Promise<ProductRecord> {
  const product = await findProduct(deps, productId);
  if (product.ownerId !== actor.id) throw new AppError('NOT_FOUND', { details: { product: productId } });
  return product;
}

/** True once a product of the shop has passed review and is listed. */
export async function hasOnlineProduct(deps: Pick<Deps, 'products'>, shopId: Id): Promise<boolean> {
  return (await deps.products.onlineOfShop(shopId, 1)).length > 0;
}

/** What buyers see of a shop. */
export async function cardsOfShop(deps: Pick<Deps, 'products'>, shopId: Id): Promise<z.output<typeof productCard>[]> {
  return (await deps.products.onlineOfShop(shopId, 100)).flatMap((product) => toProductCard(product) ?? []);
}
