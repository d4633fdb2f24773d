import type { FoundThing } from '#src/contract/ops.ts';
import type { Deps } from '#src/deps.ts';
import type { ChannelRecord } from './model.ts';

/** Channels by id, or by the beginning of the name. */
export async function searchChannels(
  deps: Pick<Deps, 'channels'>,
  words: { id: string } | { prefix: string; limit: number },
): Promise<FoundThing[]> {
  const channels =
    'id' in words
      ? await deps.channels.findMany([words.id])
      : await deps.channels.findByName(words.prefix.toLowerCase(), words.limit);
  return channels.map(toFound);
}

const toFound = ({ _id, name }: ChannelRecord): FoundThing => ({ type: 'channel', id: _id, title: name });
