import { hasOnlineProduct } from '#src/catalog/look-up.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { OpeningTask } from '#src/contract/shops.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { findShop, requireOwnShop } from './look-up.ts';
import type { ShopRecord } from './model.ts';
import { openIfReady } from './open-if-ready.ts';
import { shopPolicy } from './policy.ts';

/** Does one opening task, after the review has passed. @throws NOT_FOUND SHOP_STATE OPENING_TASK_UNFINISHED (its condition is not met) */
export async function doOpeningTask(
  deps: Pick<Deps, 'shops' | 'products'>,
  actor: Pick<Member, 'id'>,
  shopId: Id,
  { task, afterSaleAddress }: { task: OpeningTask; afterSaleAddress?: string | undefined },
): Promise<ShopRecord> {
  const shop = await requireOwnShop(deps, actor, shopId);
  const isAsked = shopPolicy[shop.type].tasks.includes(task);
  if (!isAsked || (shop.state !== 'approved' && shop.state !== 'open'))
    throw new AppError('SHOP_STATE', { details: { state: shop.state } });
  if (!(await isMet(deps, shop, task, afterSaleAddress)))
    throw new AppError('OPENING_TASK_UNFINISHED', { details: { task } });
  await deps.shops.addTask(shopId, task, task === 'after_sale_address' ? afterSaleAddress : undefined);
  await openIfReady(deps, shopId);
  return findShop(deps, shopId);
}

async function isMet(
  deps: Pick<Deps, 'products'>,
  shop: ShopRecord,
  task: OpeningTask,
  afterSaleAddress?: string,
): Promise<boolean> {
  switch (task) {
    case 'verify_payout':
      return shop.parts.payout?.status === 'approved';
    case 'publish_product':
      return hasOnlineProduct(deps, shop._id);
    case 'after_sale_address':
      return Boolean(afterSaleAddress ?? shop.afterSaleAddress);
    case 'confirm_opening':
      return shop.signed;
  }
}
