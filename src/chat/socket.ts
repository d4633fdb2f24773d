import type { Deps } from '#src/deps.ts';
import type { CommandHandlers } from '#src/platform/edge/types.ts';
import { muteViewer } from './mute-viewer.ts';
import { removeMessage } from './remove-message.ts';
import { sayMessage } from './say-message.ts';

export function chatCommands(deps: Deps): CommandHandlers {
  return {
    'chat:say': async ({ actor, input }) => ({ message: await sayMessage(deps, actor, input) }),
    'chat:remove': async ({ actor, input }) => {
      await removeMessage(deps, actor, input);
      return {};
    },
    'chat:mute': async ({ actor, input }) => {
      await muteViewer(deps, actor, input);
      return {};
    },
  };
}
