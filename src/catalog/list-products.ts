import type { Id, Page } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { requireVisibleShop } from '#src/shops/look-up.ts';
import type { ProductRecord } from './model.ts';

/** A page of a shop's products, newest first, for its owner and operators. @throws NOT_FOUND */
export async function listProducts(
  deps: Pick<Deps, 'shops' | 'products'>,
  actor: Member,
  shopId: Id,
  { cursor, limit }: Page,
): Promise<{ products: ProductRecord[]; next?: Id }> {
  await requireVisibleShop(deps, actor, shopId);
  const rows = await deps.products.listOfShop(shopId, cursor, limit + 1);
  const products = rows.slice(0, limit);
  const last = products.at(-1);
  return { products, ...(rows.length > limit && last && { next: last._id }) };
}
