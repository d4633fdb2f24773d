import type { Id } from '#src/contract/ids.ts';
import type { OpeningTask } from '#src/contract/shops.ts';
import type { Deps } from '#src/deps.ts';
import { findShop } from './look-up.ts';
import type { ShopRecord } from './model.ts';
import { openIfReady } from './open-if-ready.ts';
import { shopPolicy } from './policy.ts';

/** Ticks a task off whose condition is met, and opens the shop when it was the last; safe to repeat. */
export async function finishTask(
  deps: Pick<Deps, 'shops'>,
  shop: Pick<ShopRecord, '_id' | 'type'>,
  task: OpeningTask,
  afterSaleAddress?: string,
): Promise<ShopRecord> {
  await deps.shops.finishTask(shop._id, task, task === 'after_sale_address' ? afterSaleAddress : undefined);
  await openIfReady(deps, shop);
  return findShop(deps, shop._id);
}

/** A product came online, which is one of the opening tasks of business shops. */
export async function noteProductOnline(deps: Pick<Deps, 'shops'>, shopId: Id): Promise<void> {
  const shop = await findShop(deps, shopId);
  const asked = shopPolicy[shop.type].tasks.includes('publish_product') && !shop.tasksDone.includes('publish_product');
  if (asked) await finishTask(deps, shop, 'publish_product');
}
