import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';

/** Follows or unfollows; doing it twice counts once. @throws NOT_FOUND @returns followers after it */
export async function followChannel(
  deps: Pick<Deps, 'channels' | 'clock'>,
  actor: Pick<Member, 'id'>,
  channelId: Id,
  wanted: boolean,
): Promise<number> {
  const { channels } = deps;
  if (!(await channels.find(channelId))) throw new AppError('NOT_FOUND', { details: { channel: channelId } });
  const isChanged = wanted
    ? await channels.followers.add(channelId, actor.id, new Date(deps.clock.now()))
    : await channels.followers.remove(channelId, actor.id);
  if (isChanged) await channels.addFollowers(channelId, wanted ? 1 : -1);
  return (await channels.find(channelId))?.followers ?? 0;
}
