import { createChannel } from '#src/channels/create-channel.ts';
import { linkShop } from '#src/channels/link-shop.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { findShop } from '#src/shops/look-up.ts';

/** The host's channel with the shop linked, unless another is. */
export async function ownChannel(deps: Deps, host: Member, shop: Id): Promise<Id> {
  const wish = { name: '山野生活 Shanye', about: '每晚八点，茶与好物。Tea and good things, every evening.' };
  const channel = (await deps.channels.findByOwner(host.id)) ?? (await createChannel(deps, host, wish));
  const isOpen = (await findShop(deps, shop)).state === 'open';
  if (!channel.shopId && isOpen) await linkShop(deps, host, shop);
  return channel._id;
}
