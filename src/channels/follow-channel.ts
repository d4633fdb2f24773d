import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';

/** Follows or unfollows; doing it twice counts once. @throws NOT_FOUND @returns followers after it */
export async function followChannel(
  deps: Pick<Deps, 'channels'>,
  actor: Pick<Member, 'id'>,
  channelId: Id,
  wanted: boolean,
): Promise<number> {
  if (!(await deps.channels.find(channelId))) throw new AppError('NOT_FOUND');
  return wanted ? deps.channels.follow(channelId, actor.id) : deps.channels.unfollow(channelId, actor.id);
}
