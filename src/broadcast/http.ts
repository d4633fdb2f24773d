import type { Deps } from '#src/deps.ts';
import type { RouteHandlers } from '#src/platform/edge/types.ts';

export function broadcastRoutes(deps: Deps): RouteHandlers {
  return {
    'GET /api/media/capabilities': async () => ({ rtpCapabilities: deps.broadcast.rtpCapabilities }),
  };
}
