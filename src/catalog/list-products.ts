import type { Id, Page } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { cutPage } from '#src/platform/page.ts';
import type { Paged } from '#src/platform/page.ts';
import { requireVisibleShop } from '#src/shops/look-up.ts';
import type { ProductRecord } from './model.ts';

/** A page of a shop's products, newest first, for its owner and operators. @throws NOT_FOUND */
export async function listProducts(
  deps: Pick<Deps, 'shops' | 'products'>,
  actor: Member,
  shopId: Id,
  { cursor, limit }: Page,
): Promise<Paged<ProductRecord>> {
  await requireVisibleShop(deps, actor, shopId);
  const found = await deps.products.listOfShop(shopId, cursor, limit + 1);
  return cutPage(found, limit, (product) => product._id);
}
