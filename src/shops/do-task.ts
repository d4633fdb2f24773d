import { hasOnlineProduct } from '#src/catalog/has-online-product.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { OpeningTask } from '#src/contract/shops.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { finishTask } from './finish-task.ts';
import { requireOwnShop } from './look-up.ts';
import type { ShopRecord } from './model.ts';
import { shopPolicy } from './policy.ts';
import { taskNeeds } from './rules.ts';

/** Does one opening task, after the review has passed. @throws NOT_FOUND SHOP_STATE OPENING_TASK_UNFINISHED (naming what it waits for) */
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
  const needs = taskNeeds(task, {
    payout: shop.parts.payout,
    signed: shop.signed,
    hasOnlineProduct: task === 'publish_product' && (await hasOnlineProduct(deps, shopId)),
    hasAddress: Boolean(afterSaleAddress ?? shop.afterSaleAddress),
  });
  if (needs) throw new AppError('OPENING_TASK_UNFINISHED', { details: { task, needs } });
  return finishTask(deps, shop, task, afterSaleAddress);
}
