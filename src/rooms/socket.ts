import type { Deps } from '#src/deps.ts';
import type { CommandHandlers } from '#src/platform/edge/types.ts';
import { catchUp } from './catch-up.ts';
import { changeRoom } from './change-room.ts';
import { joinRoom } from './join-room.ts';
import { leaveRoom } from './membership.ts';
import { presentRoom } from './present.ts';

export function roomCommands(deps: Deps): CommandHandlers {
  return {
    'room:join': ({ actor, input, socket }) => joinRoom(deps, actor, socket, input.room),
    'room:leave': async ({ input, socket }) => {
      leaveRoom(deps, socket, input.room);
      return {};
    },
    'room:catch-up': ({ actor, input, socket }) => catchUp(deps, actor, socket, input),
    'room:change': async ({ actor, input: { room, ...facts } }) => ({
      room: await presentRoom(deps, await changeRoom(deps, actor, room, facts)),
    }),
  };
}
