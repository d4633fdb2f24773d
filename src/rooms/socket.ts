import type { Deps } from '#src/deps.ts';
import type { CommandHandlers } from '#src/platform/edge/types.ts';
import { catchUp } from './catch-up.ts';
import { changeRoom } from './change-room.ts';
import { endRoom } from './end-room.ts';
import { goLive } from './go-live.ts';
import { joinRoom } from './join-room.ts';
import { leaveRoom } from './membership.ts';
import { pauseRoom, resumeRoom } from './pause-room.ts';
import { presentRoom } from './present.ts';
import { readStats } from './room-stats.ts';

export function roomCommands(deps: Deps): CommandHandlers {
  return {
    'room:join': ({ actor, input, socket }) => joinRoom(deps, actor, socket, input.room),
    'room:leave': ({ input, socket }) => leaveRoom(deps, socket, input.room),
    'room:catch-up': ({ actor, input, socket }) => catchUp(deps, actor, socket, input),
    'room:go-live': ({ actor, input }) => goLive(deps, actor, input.room),
    'room:pause': ({ actor, input }) => pauseRoom(deps, actor, input.room),
    'room:resume': ({ actor, input }) => resumeRoom(deps, actor, input.room),
    'room:end': ({ actor, input }) => endRoom(deps, actor, input.room),
    'room:stats': ({ actor, input }) => readStats(deps, actor, input.room),
    'room:change': async ({ actor, input: { room, ...facts } }) => ({
      room: await presentRoom(deps, await changeRoom(deps, actor, room, facts)),
    }),
  };
}
