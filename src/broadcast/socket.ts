import type { Deps } from '#src/deps.ts';
import type { CommandHandlers } from '#src/platform/edge/types.ts';

export function mediaCommandHandlers({ broadcast }: Deps): CommandHandlers {
  return {
    'media:publish-open': (call) => broadcast.run('media:publish-open', call),
    'media:publish-connect': (call) => broadcast.run('media:publish-connect', call),
    'media:produce': (call) => broadcast.run('media:produce', call),
    'media:produce-close': (call) => broadcast.run('media:produce-close', call),
    'media:produce-pause': (call) => broadcast.run('media:produce-pause', call),
    'media:publish-stats': (call) => broadcast.run('media:publish-stats', call),
    'media:join': (call) => broadcast.run('media:join', call),
    'media:connect': (call) => broadcast.run('media:connect', call),
    'media:resume': (call) => broadcast.run('media:resume', call),
    'media:pause': (call) => broadcast.run('media:pause', call),
    'media:layers': (call) => broadcast.run('media:layers', call),
    'media:leave': (call) => broadcast.run('media:leave', call),
  };
}
