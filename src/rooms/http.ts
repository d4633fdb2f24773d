import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Deps } from '#src/deps.ts';
import type { RouteHandlers } from '#src/platform/edge/types.ts';
import { addModerator } from './add-moderator.ts';
import { requireRoom, requireStaff } from './authorize.ts';
import { exportChat } from './archive/export-chat.ts';
import { readLog } from './archive/read-log.ts';
import { checkRoom } from './check-room.ts';
import { listOwnRooms, listRooms } from './list-rooms.ts';
import type { RoomRecord } from './record.ts';
import { presentCards, presentRoom } from './present.ts';
import { removeModerator } from './remove-moderator.ts';
import { rescheduleRoom } from './reschedule-room.ts';
import { readStats } from './room-stats.ts';
import { scheduleRoom } from './schedule-room.ts';

export function roomRoutes(deps: Deps): RouteHandlers {
  const present = async (room: Promise<RoomRecord>) => ({ room: await presentRoom(deps, await room) });
  return {
    'POST /api/rooms': ({ actor, body }) => present(scheduleRoom(deps, actor, body)),
    'GET /api/rooms': ({ query }) => listRooms(deps, query),
    'GET /api/rooms/mine': ({ actor, query }) => listOwnRooms(deps, actor.id, query),
    'GET /api/rooms/:id': ({ actor, params }) => present(requireStaff(deps, actor, params.id)),
    'GET /api/rooms/:id/card': async ({ params }) => {
      const [room] = await presentCards(deps, [await requireRoom(deps, params.id)]);
      return { room: room! };
    },
    'PUT /api/rooms/:id/plan': ({ actor, params, body }) => present(rescheduleRoom(deps, actor, params.id, body)),
    'GET /api/rooms/:id/check': ({ actor, params }) => checkRoom(deps, actor, params.id),
    'POST /api/rooms/:id/moderators': ({ actor, params, body }) => present(addModerator(deps, actor, params.id, body)),
    'DELETE /api/rooms/:id/moderators/:account': ({ actor, params }) =>
      present(removeModerator(deps, actor, params.id, params.account)),
    'GET /api/rooms/:id/stats': async ({ actor, params }) => ({ stats: await readStats(deps, actor, params.id) }),
    'GET /api/rooms/:id/log': ({ actor, params, query }) => readLog(deps, actor, params.id, query),
    'GET /api/rooms/:id/chat.csv': async ({ actor, params, res }) => {
      const lines = await exportChat(deps, actor, params.id);
      res.type('text/csv').attachment(`chat-${params.id}.csv`);
      await pipeline(Readable.from(lines), res);
    },
  };
}
