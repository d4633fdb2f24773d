import { refreshShop } from '#src/catalog/refresh-shop.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { withdrawShop } from '#src/shelf/withdraw-shop.ts';
import { requireLinkableShop } from '#src/shops/require-linkable-shop.ts';
import { ownChannel } from './look-up.ts';
import type { ChannelRecord } from './model.ts';

/** Links a shop registered by the same account; the one linked before leaves. @throws NO_CHANNEL SHOP_NOT_LINKABLE SHOP_STATE OPENING_TASK_UNFINISHED CONFLICT */
export async function linkShop(deps: Deps, actor: Pick<Member, 'id'>, shopId: Id): Promise<ChannelRecord> {
  const channel = await ownChannel(deps, actor.id);
  await requireLinkableShop(deps, actor.id, shopId);
  return moveLink(deps, channel, shopId);
}

/** Unlinks; the shop's products leave live shelves and pins at once. Safe to repeat. @throws NO_CHANNEL CONFLICT */
export async function unlinkShop(deps: Deps, actor: Pick<Member, 'id'>): Promise<ChannelRecord> {
  return moveLink(deps, await ownChannel(deps, actor.id), undefined);
}

async function moveLink(deps: Deps, channel: ChannelRecord, to: Id | undefined): Promise<ChannelRecord> {
  // A process may have died between unlinking and withdrawing: that is made up for first.
  await finishLeaving(deps, channel);
  if (channel.shopId !== to) {
    if (!(await deps.channels.moveLink(channel._id, channel.shopId, to))) throw new AppError('CONFLICT');
    await finishLeaving(deps, await ownChannel(deps, channel.ownerId));
  }
  if (to) await refreshShop(deps, to);
  return ownChannel(deps, channel.ownerId);
}

async function finishLeaving(deps: Deps, { _id, leaving }: ChannelRecord): Promise<void> {
  if (!leaving) return;
  await withdrawShop(deps, leaving);
  await deps.channels.endLeaving(_id, leaving);
}
