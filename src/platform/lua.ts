import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';

/** A loaded script: keys first, then arguments; the reply is the script's own. */
export type Script = (keys: string[], args: (string | number)[]) => Promise<unknown>;

const roomLogSource = readFileSync(new URL('./room-log/append.lua', import.meta.url), 'utf8');

/**
 * Registers a Lua script with the connection, which sends it by hash and loads it when Redis has lost it.
 * `withRoomLog` puts the shared `append_event` function in front, for scripts that change a room and log it in one step;
 * `library` does the same with a file of functions of the feature's own.
 */
export function loadScript(redis: Redis, file: URL, options: { withRoomLog?: boolean; library?: URL } = {}): Script {
  const name = `sc:${file.pathname.split('/').slice(-2).join(':')}`;
  const source = readFileSync(file, 'utf8');
  const parts = [source];
  if (options.library) parts.unshift(readFileSync(options.library, 'utf8'));
  if (options.withRoomLog) parts.unshift(roomLogSource);
  redis.defineCommand(name, { lua: parts.join('\n') });
  const run = (redis as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>)[name]!;
  return (keys, args) => run.call(redis, keys.length, ...keys, ...args);
}
