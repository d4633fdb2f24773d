import type { Deps } from '#src/deps.ts';
import type { RouteHandlers } from '#src/platform/edge/types.ts';
import { listHistory } from './list-history.ts';

export function purchaseRoutes(deps: Deps): RouteHandlers {
  return { 'GET /api/purchases': ({ actor, query }) => listHistory(deps, actor, query) };
}
