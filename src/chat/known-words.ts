import type { Id } from '#src/contract/ids.ts';
import type { ChatKits } from './kit-model.ts';
import { chatPolicy } from './policy.ts';

/** Refused words as this node knows them, so that a said line asks MongoDB for nothing. */
export interface KnownWords {
  /** The platform's words and the host's own; the same arrays until they are read again. */
  listsFor(hostId: Id): Promise<readonly (readonly string[])[]>;
  /** The platform's words alone. */
  shared(): Promise<readonly string[]>;
  /** They were changed here: the next line reads them. */
  forget(): void;
}

const SHARED = 'shared';

export function createKnownWords(kits: ChatKits, now: () => number = Date.now): KnownWords {
  const known = new Map<string, { words: Promise<readonly string[]>; at: number }>();
  const read = (key: string, load: () => Promise<readonly string[]>): Promise<readonly string[]> => {
    const entry = known.get(key);
    if (entry && now() - entry.at < chatPolicy.wordsAgeMs) return entry.words;
    const words = keepSame(entry?.words, load());
    // Words that cannot be read now stay as they were; without any, the next line tries again.
    known.set(key, { words, at: now() });
    words.catch(() => known.delete(key));
    return words;
  };
  const shared = () => read(SHARED, () => kits.sharedWords());
  return {
    shared,
    listsFor: (hostId) => Promise.all([shared(), read(hostId, async () => (await kits.find(hostId)).words)]),
    forget: () => known.clear(),
  };
}

/** Lists are prepared once per array, so an unchanged list keeps its array. */
async function keepSame(
  before: Promise<readonly string[]> | undefined,
  loading: Promise<readonly string[]>,
): Promise<readonly string[]> {
  const old = await before?.catch(() => undefined);
  try {
    const fresh = await loading;
    return old && old.length === fresh.length && old.every((word, index) => word === fresh[index]) ? old : fresh;
  } catch (error) {
    if (old) return old;
    throw error;
  }
}
