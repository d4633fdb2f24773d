import type { Deps } from '#src/deps.ts';
import type { RouteHandlers } from '#src/platform/edge/types.ts';
import { closeRoom } from './close-room.ts';
import { readWall } from './wall.ts';
import { warnRoom } from './warn-room.ts';

export function opsRoomRoutes(deps: Deps): RouteHandlers {
  return {
    'GET /api/ops/rooms': async () => ({ rows: await readWall(deps) }),
    'POST /api/ops/rooms/:id/close': async ({ actor, params, body }) => closeRoom(deps, actor, params.id, body.reason),
    'POST /api/ops/rooms/:id/warn': async ({ actor, params, body }) => warnRoom(deps, actor, params.id, body.text),
  };
}
