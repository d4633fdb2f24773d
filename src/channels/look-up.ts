import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { ChannelView } from '#src/contract/shops.ts';
import type { Deps } from '#src/deps.ts';
import { toShopCard } from '#src/shops/present.ts';
import type { ChannelRecord } from './model.ts';

/** @throws NOT_FOUND */
export async function findChannel(deps: Pick<Deps, 'channels'>, channelId: Id): Promise<ChannelRecord> {
  const channel = await deps.channels.find(channelId);
  if (!channel) throw new AppError('NOT_FOUND', { details: { channel: channelId } });
  return channel;
}

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
  return deps.channels.followers.has(channelId, accountId);
}

/** The profile, with "enter shop" when a shop is linked and the room when it is on air. */
export async function channelProfile(
  deps: Pick<Deps, 'channels' | 'shops' | 'rooms'>,
  channel: ChannelRecord,
): Promise<ChannelView> {
  const [shop, room] = await Promise.all([
    channel.shopId ? deps.shops.find(channel.shopId) : undefined,
    deps.rooms.findOnAir(channel._id),
  ]);
  const { _id, ownerId, name, about, followers } = channel;
  return {
    id: _id,
    ownerId,
    name,
    about,
    followers,
    ...(shop && { shop: toShopCard(shop) }),
    ...(room && { liveRoomId: room._id }),
  };
}
