import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
import type { CommandHandlers } from '#src/platform/edge/types.ts';
import { SOCKET_AUTHORITY_MS } from '#src/platform/tokens.ts';

export function accountCommands(deps: Deps): CommandHandlers {
  return {
    'session:renew': async ({ input, socket }) => {
      const member = await deps.tokens.verify(input.token, 'socket');
      const until = deps.clock.now() + SOCKET_AUTHORITY_MS;
      socket.authorize(member, until);
      return { expiresAt: toInstant(until) };
    },
  };
}
