import { AppError } from '#src/contract/errors.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import type { ChannelRecord } from './model.ts';

/** An account owns at most one channel. @throws CHANNEL_EXISTS */
export async function createChannel(
  deps: Pick<Deps, 'channels' | 'clock' | 'newId'>,
  actor: Pick<Member, 'id'>,
  { name, about }: { name: string; about: string },
): Promise<ChannelRecord> {
  const channel: ChannelRecord = {
    _id: deps.newId(),
    ownerId: actor.id,
    name,
    nameKey: name.toLowerCase(),
    about,
    followers: 0,
    createdAt: new Date(deps.clock.now()),
  };
  if (!(await deps.channels.insert(channel))) throw new AppError('CHANNEL_EXISTS');
  return channel;
}
