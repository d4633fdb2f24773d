import type { Deps } from '#src/deps.ts';
import type { RouteHandlers } from '#src/platform/edge/types.ts';
import { listHistory, listShopHistory } from './list-history.ts';

export function purchaseRoutes(deps: Deps): RouteHandlers {
  return {
    'GET /api/purchases': ({ actor, query }) => listHistory(deps, actor, query),
    'GET /api/shops/:id/buyers/:buyer/purchases': ({ actor, params: { id: shop, buyer }, query }) =>
      listShopHistory(deps, actor, { shop, buyer }, query),
    'GET /api/ops/accounts/:id/purchases': ({ params, query }) => listHistory(deps, params, query),
  };
}
