import type { Redis } from 'ioredis';
import type { Keys } from '#src/platform/keys.ts';
import type { Log } from '#src/platform/log.ts';
import type { Mongo } from '#src/platform/mongo.ts';
import { createArchiveQueue } from './archive-queue.ts';
import type { ArchiveQueue } from './archive-queue.ts';
import { createChatArchive } from './model.ts';
import type { ChatArchive } from './model.ts';
import { createChatLines } from './store.ts';
import type { ChatLines } from './store.ts';

/** The chat as verbs use it: live in Redis, for good in MongoDB. */
export interface ChatStore extends ChatLines {
  init(): Promise<void>;
  archive: ChatArchive;
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
  return { ...createChatLines(redis, keys), init: archive.init, archive, queue, close: queue.close };
}
