import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { refreshProduct } from '#src/shelf/refresh-product.ts';
import { findProduct, requireOwnProduct } from './look-up.ts';
import type { ProductRecord } from './model.ts';

/** Puts the product on sale or takes it off; off also takes it from live shelves. @throws NOT_FOUND PRODUCT_NOT_ONLINE */
export async function listProduct(
  deps: Deps,
  actor: Pick<Member, 'id'>,
  productId: Id,
  listed: boolean,
): Promise<ProductRecord> {
  await requireOwnProduct(deps, actor, productId);
  if (!(await deps.products.setListed(productId, listed, new Date(deps.clock.now())))) {
    throw new AppError('PRODUCT_NOT_ONLINE');
  }
  await refreshProduct(deps, productId);
  return findProduct(deps, productId);
}
