import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { linkObstacle } from './rules.ts';

/** Makes sure that the account may link this shop to its channel. @throws SHOP_NOT_LINKABLE SHOP_STATE OPENING_TASK_UNFINISHED naming the task */
export async function requireLinkableShop(deps: Pick<Deps, 'shops'>, accountId: Id, shopId: Id): Promise<void> {
  const shop = await deps.shops.find(shopId);
  if (!shop || shop.ownerId !== accountId) throw new AppError('SHOP_NOT_LINKABLE');
  const obstacle = linkObstacle(shop);
  if (!obstacle) return;
  const { state } = shop;
  if (obstacle.why === 'frozen') throw new AppError('SHOP_STATE', { details: { state } });
  throw new AppError('OPENING_TASK_UNFINISHED', { details: { task: obstacle.task, state } });
}
