import type { Deps } from '#src/deps.ts';
import type { CommandHandlers } from '#src/platform/edge/types.ts';
import { banViewer } from './ban-viewer.ts';
import { decideHeld } from './decide-held.ts';
import { listHeld } from './list-held.ts';
import { listRestraints } from './list-restraints.ts';
import { markMessage } from './mark-message.ts';
import { muteViewer } from './mute-viewer.ts';
import { removeMessage } from './remove-message.ts';
import { reportMessage } from './report-message.ts';
import { sayMessage } from './say-message.ts';
import { shadowViewer } from './shadow-viewer.ts';

export function chatCommands(deps: Deps): CommandHandlers {
  return {
    'chat:say': ({ actor, input }) => sayMessage(deps, actor, input),
    'chat:remove': ({ actor, input }) => removeMessage(deps, actor, input),
    'chat:mute': ({ actor, input }) => muteViewer(deps, actor, input),
    'chat:ban': ({ actor, input }) => banViewer(deps, actor, input),
    'chat:shadow': ({ actor, input }) => shadowViewer(deps, actor, input),
    'chat:restraints': async ({ actor, input }) => ({ rows: await listRestraints(deps, actor, input.room) }),
    'chat:held': async ({ actor, input }) => ({ rows: await listHeld(deps, actor, input.room) }),
    'chat:decide': ({ actor, input }) => decideHeld(deps, actor, input),
    'chat:mark': ({ actor, input }) => markMessage(deps, actor, input),
    'chat:report': ({ actor, input }) => reportMessage(deps, actor, input),
  };
}
