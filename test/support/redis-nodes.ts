import { Cluster } from 'ioredis';
import type { Redis } from 'ioredis';

/** The servers behind a connection: one, or the masters of a cluster. For what only a single server can be asked. */
export function serversOf(redis: Redis): Redis[] {
  const connection: unknown = redis;
  return connection instanceof Cluster ? connection.nodes('master') : [redis];
}

/** Every key of a pattern, found the slow way, as only tests may. */
export async function findKeys(redis: Redis, pattern: string): Promise<string[]> {
  return (await Promise.all(serversOf(redis).map((server) => server.keys(pattern)))).flat();
}

/** Deletes all keys of a pattern, as a Redis does that has lost them. */
export async function forgetKeys(redis: Redis, pattern: string): Promise<void> {
  const servers = serversOf(redis);
  for (const server of servers) {
    const keys = await server.keys(pattern);
    // In one step where it can be: what goes on meanwhile must not find half of a room.
    if (servers.length > 1) for (const key of keys) await server.del(key);
    else if (keys.length > 0) await server.del(keys);
  }
}

/** Cuts connections by their name, as a network does. */
export async function cutConnections(redis: Redis, name: string): Promise<void> {
  for (const server of serversOf(redis)) {
    const all = ((await server.client('LIST')) as string).split('\n');
    for (const entry of all.filter((each) => each.includes(`name=${name} `) || each.includes(`:${name} `))) {
      await server.client('KILL', 'ID', /id=(\d+)/.exec(entry)![1]!);
    }
  }
}
