import type { Redis } from 'ioredis';
import type { Keys } from '#src/platform/keys.ts';
import type { Log } from '#src/platform/log.ts';
import type { Mongo } from '#src/platform/mongo.ts';
import { createArchiveQueue } from './archive-queue.ts';
import type { ArchiveQueue } from './archive-queue.ts';
import { createChatKits } from './kit-model.ts';
import type { ChatKits } from './kit-model.ts';
import { createKnownWords } from './known-words.ts';
import type { KnownWords } from './known-words.ts';
import { createChatArchive } from './model.ts';
import type { ChatArchive } from './model.ts';
import { createChatReports } from './report-model.ts';
import type { ChatReports } from './report-model.ts';
import { createRestraints } from './restraint-model.ts';
import type { Restraints } from './restraint-model.ts';
import { createChatLines } from './store.ts';
import type { ChatLines } from './store.ts';

/** The chat as verbs use it: live in Redis, for good in MongoDB. */
export interface ChatStore extends ChatLines {
  archive: ChatArchive;
  restraints: Restraints;
  reports: ChatReports;
  kits: ChatKits;
  words: KnownWords;
  /** Lines on their way into the archive. */
  queue: ArchiveQueue;
  close(): Promise<void>;
}

export function createChatStore({
  redis,
  keys,
  mongo,
  log,
}: {
  redis: Redis;
  keys: Keys;
  mongo: Mongo;
  log: Log;
}): ChatStore {
  const archive = createChatArchive(mongo);
  const queue = createArchiveQueue(archive, log);
  const [restraints, reports, kits] = [createRestraints(mongo), createChatReports(mongo), createChatKits(mongo)];
  return {
    ...createChatLines(redis, keys),
    archive,
    restraints,
    reports,
    kits,
    words: createKnownWords(kits),
    queue,
    close: queue.close,
  };
}
