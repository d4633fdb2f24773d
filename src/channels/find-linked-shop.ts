import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { findShop } from '#src/shops/find-shop.ts';
import type { ShopFacts } from '#src/shops/find-shop.ts';

/** The shop behind a channel, if one is linked. */
export async function findLinkedShop(
  deps: Pick<Deps, 'channels' | 'shops'>,
  channelId: Id,
): Promise<ShopFacts | undefined> {
  const channel = await deps.channels.find(channelId);
  return channel?.shopId ? findShop(deps, channel.shopId) : undefined;
}
