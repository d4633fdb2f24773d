import type { Deps } from '#src/deps.ts';
import type { CommandHandlers } from '#src/platform/edge/types.ts';
import { sendLikes } from './send-likes.ts';

export function likeCommands(deps: Deps): CommandHandlers {
  return {
    'like:send': ({ input }) => sendLikes(deps, input),
  };
}
