import type { Deps } from '#src/deps.ts';
import type { RouteHandlers } from '#src/platform/edge/types.ts';
import { listDraws } from './list-draws.ts';
import { readDraw } from './read-draw.ts';

export function drawRoutes(deps: Deps): RouteHandlers {
  return {
    'GET /api/rooms/:id/draws': ({ params }) => listDraws(deps, params.id),
    'GET /api/rooms/:id/draws/:item/:number': ({ params }) => readDraw(deps, params),
  };
}
