import { AppError } from '#src/contract/errors.ts';
import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
import type { CommandHandlers } from '#src/platform/edge/types.ts';
import { admitToSocket } from './identify.ts';

export function accountCommands(deps: Deps): CommandHandlers {
  return {
    'session:renew': async ({ actor: before, input, socket }) => {
      const { actor, until } = await admitToSocket(deps, input.token);
      // What a connection has joined was judged for its account; another one connects anew.
      if (before.kind === 'member' && before.id !== actor.id) throw new AppError('CONFLICT');
      socket.authorize(actor, until);
      return { expiresAt: toInstant(until) };
    },
  };
}
