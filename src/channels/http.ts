import type { Deps } from '#src/deps.ts';
import type { RouteHandlers } from '#src/platform/edge/types.ts';
import { createChannel } from './create-channel.ts';
import { followChannel } from './follow-channel.ts';
import { linkShop, unlinkShop } from './link-shop.ts';
import { listLinkable } from './list-linkable.ts';
import { channelProfile, findChannel } from './look-up.ts';

export function channelRoutes(deps: Deps): RouteHandlers {
  return {
    'POST /api/channel': async ({ actor, body }) => ({
      channel: await channelProfile(deps, await createChannel(deps, actor, body)),
    }),
    'GET /api/channel': async ({ actor }) => {
      const channel = await deps.channels.findByOwner(actor.id);
      return { channel: channel ? await channelProfile(deps, channel) : null };
    },
    'GET /api/channel/linkable': ({ actor }) => listLinkable(deps, actor),
    'PUT /api/channel/shop': async ({ actor, body }) => ({
      channel: await channelProfile(deps, await linkShop(deps, actor, body.shopId)),
    }),
    'DELETE /api/channel/shop': async ({ actor }) => ({
      channel: await channelProfile(deps, await unlinkShop(deps, actor)),
    }),
    'GET /api/channels/:id': async ({ params }) => ({
      channel: await channelProfile(deps, await findChannel(deps, params.id)),
    }),
    'PUT /api/channels/:id/follow': async ({ actor, params }) => ({
      followers: await followChannel(deps, actor, params.id, true),
    }),
    'DELETE /api/channels/:id/follow': async ({ actor, params }) => ({
      followers: await followChannel(deps, actor, params.id, false),
    }),
  };
}
