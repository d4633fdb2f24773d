import { decideProduct } from '#src/catalog/decide-product.ts';
import { toProductView } from '#src/catalog/present.ts';
import type { Deps } from '#src/deps.ts';
import type { RouteHandlers } from '#src/platform/edge/types.ts';
import { decideShop } from '#src/shops/decide-shop.ts';
import { freezeShop, unfreezeShop } from '#src/shops/freeze-shop.ts';
import { toShopView } from '#src/shops/present.ts';
import { ban } from './ban.ts';
import { listAudit } from './list-audit.ts';
import { listReviews } from './list-reviews.ts';
import { search } from './search.ts';
import { switchLive } from './switch-live.ts';

export function opsRoutes(deps: Deps): RouteHandlers {
  return {
    'GET /api/ops/reviews': ({ query }) => listReviews(deps, query),
    'GET /api/ops/audit': ({ query }) => listAudit(deps, query),
    'GET /api/ops/search': async ({ query }) => ({ rows: await search(deps, query.q) }),
    'POST /api/ops/shops/:id/decision': async ({ actor, params, body }) => ({
      shop: toShopView(await decideShop(deps, actor, params.id, body)),
    }),
    'POST /api/ops/shops/:id/freeze': async ({ actor, params, body }) => ({
      shop: toShopView(await freezeShop(deps, actor, params.id, body.reason)),
    }),
    'POST /api/ops/shops/:id/unfreeze': async ({ actor, params }) => ({
      shop: toShopView(await unfreezeShop(deps, actor, params.id)),
    }),
    'POST /api/ops/products/:id/decision': async ({ actor, params, body }) => ({
      product: await toProductView(deps, await decideProduct(deps, actor, params.id, body)),
    }),
    'POST /api/ops/accounts/:id/ban': async ({ actor, params, body }) => ban(deps, actor, params.id, body.reason),
    'PUT /api/ops/accounts/:id/live': async ({ actor, params, body }) => switchLive(deps, actor, params.id, body),
  };
}
