import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { withdrawShop } from '#src/shelf/withdraw-shop.ts';
import { linkObstacle } from '#src/shops/rules.ts';
import { ownChannel } from './look-up.ts';
import type { ChannelRecord } from './model.ts';

/** Links a shop registered by the same account. @throws NO_CHANNEL SHOP_NOT_LINKABLE SHOP_STATE OPENING_TASK_UNFINISHED */
export async function linkShop(deps: Deps, actor: Pick<Member, 'id'>, shopId: Id): Promise<ChannelRecord> {
  const channel = await ownChannel(deps, actor.id);
  const shop = await deps.shops.find(shopId);
  if (!shop || shop.ownerId !== actor.id) throw new AppError('SHOP_NOT_LINKABLE');
  const obstacle = linkObstacle(shop);
  if (obstacle?.why === 'frozen') throw new AppError('SHOP_STATE', { details: { state: shop.state } });
  if (obstacle) throw new AppError('OPENING_TASK_UNFINISHED', { details: { task: obstacle.task, state: shop.state } });
  if (channel.shopId && channel.shopId !== shopId) await withdrawShop(deps, channel.shopId);
  await deps.channels.linkShop(channel._id, shopId);
  return ownChannel(deps, actor.id);
}

/** Unlinks; the shop's products leave live shelves and pins at once. @throws NO_CHANNEL */
export async function unlinkShop(deps: Deps, actor: Pick<Member, 'id'>): Promise<ChannelRecord> {
  const channel = await ownChannel(deps, actor.id);
  if (channel.shopId) {
    await deps.channels.unlinkShop(channel._id);
    await withdrawShop(deps, channel.shopId);
  }
  return ownChannel(deps, actor.id);
}
