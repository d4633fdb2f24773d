import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { ChannelView } from '#src/contract/shops.ts';
import type { Deps } from '#src/deps.ts';
import { toShopCard } from '#src/shops/present.ts';
import type { ChannelRecord } from './model.ts';

/** The account's channel. @throws NO_CHANNEL */
export async function ownChannel(deps: Pick<Deps, 'channels'>, accountId: Id): Promise<ChannelRecord> {
  const channel = await deps.channels.findByOwner(accountId);
  if (!channel) throw new AppError('NO_CHANNEL');
  return channel;
}

/** Name and followers of channels, by id. */
export async function channelCards(
  deps: Pick<Deps, 'channels'>,
  ids: readonly Id[],
): Promise<Map<Id, { id: Id; name: string; followers: number }>> {
  const channels = await deps.channels.findMany([...new Set(ids)]);
  return new Map(channels.map(({ _id, name, followers }) => [_id, { id: _id, name, followers }]));
}

export async function isFollowing(deps: Pick<Deps, 'channels'>, channelId: Id, accountId: Id): Promise<boolean> {
  return deps.channels.isFollowing(channelId, accountId);
}

/** The profile, with "enter shop" when a shop is linked. */
export async function channelProfile(
  deps: Pick<Deps, 'channels' | 'shops' | 'rooms'>,
  channel: ChannelRecord,
): Promise<ChannelView> {
  const shop = channel.shopId ? await deps.shops.find(channel.shopId) : undefined;
  const { _id, ownerId, name, about, followers } = channel;
  return { id: _id, ownerId, name, about, followers, ...(shop && { shop: toShopCard(shop) }) };
}
