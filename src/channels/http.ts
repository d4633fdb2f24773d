import { AppError } from '#src/contract/errors.ts';
import type { Deps } from '#src/deps.ts';
import type { RouteHandlers } from '#src/platform/edge/types.ts';
import { toShopCard } from '#src/shops/present.ts';
import { linkObstacle } from '#src/shops/rules.ts';
import { createChannel } from './create-channel.ts';
import { followChannel } from './follow-channel.ts';
import { linkShop, unlinkShop } from './link-shop.ts';
import { channelProfile } from './look-up.ts';

export function channelRoutes(deps: Deps): RouteHandlers {
  return {
    'POST /api/channel': async ({ actor, body }) => ({
      channel: await channelProfile(deps, await createChannel(deps, actor, body)),
    }),
    'GET /api/channel': async ({ actor }) => {
      const channel = await deps.channels.findByOwner(actor.id);
      return { channel: channel ? await channelProfile(deps, channel) : null };
    },
    'GET /api/channel/linkable': async ({ actor }) => {
      const shops = await deps.shops.findOwned(actor.id);
      return {
        rows: shops.map((shop) => {
          const obstacle = linkObstacle(shop);
          return {
            shop: toShopCard(shop),
            linkable: !obstacle,
            ...(obstacle?.why === 'task' && { task: obstacle.task }),
          };
        }),
      };
    },
    'PUT /api/channel/shop': async ({ actor, body }) => ({
      channel: await channelProfile(deps, await linkShop(deps, actor, body.shopId)),
    }),
    'DELETE /api/channel/shop': async ({ actor }) => ({
      channel: await channelProfile(deps, await unlinkShop(deps, actor)),
    }),
    'GET /api/channels/:id': async ({ params }) => {
      const channel = await deps.channels.find(params.id);
      if (!channel) throw new AppError('NOT_FOUND');
      return { channel: await channelProfile(deps, channel) };
    },
    'PUT /api/channels/:id/follow': async ({ actor, params }) => ({
      followers: await followChannel(deps, actor, params.id, true),
    }),
    'DELETE /api/channels/:id/follow': async ({ actor, params }) => ({
      followers: await followChannel(deps, actor, params.id, false),
    }),
  };
}
