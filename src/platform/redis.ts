import { Cluster, Redis } from 'ioredis';
import type { Log } from './log.ts';

/**
 * One connection for commands. It waits for Redis through outages without limit; callers that must not wait
 * (the gate, health checks) bound their own time. Several addresses, separated by commas, are nodes of a Redis Cluster: the
 * answer then is a cluster client, which has the same commands, as long as all keys of one call share a hash tag.
 */
export function connectRedis(url: string, log: Log, name: string): Redis {
  const urls = url.split(',').map((each) => each.trim());
  const redis =
    urls.length > 1 ? connectCluster(urls, name) : new Redis(url, { connectionName: name, retryStrategy, ...waiting });
  redis.on('error', (error: Error) => log.warn({ err: error, connection: name }, 'redis connection error'));
  return redis;
}

/** Selling must go on soon after Redis is back, so the pauses stay short. Milliseconds. */
const retryStrategy = (times: number): number => Math.min(times * 50, 500);

/**
 * A Redis that reads its file is asked again soon, whatever it says how long that takes: in its first moments it says minutes,
 * and ioredis would wait ten seconds. Milliseconds.
 */
const waiting = { maxRetriesPerRequest: null, enableReadyCheck: true, maxLoadingRetryTime: 250 } as const;

/** Another connection to the same Redis, e.g. for subscriptions. */
export function duplicateRedis(redis: Redis, name: string, options: { lazyConnect?: boolean } = {}): Redis {
  const connection: unknown = redis;
  if (connection instanceof Cluster) {
    return asRedis(connection.duplicate([], { ...options, redisOptions: { connectionName: name } }));
  }
  return redis.duplicate({ connectionName: name, ...options });
}

/** The run id of the server that holds a key: another one means that it was started again. */
export async function runIdOf(redis: Redis, key: string): Promise<string> {
  // Asked by a script, which a cluster sends to the node of its key.
  const info = await redis.eval("return redis.call('INFO', 'server')", 1, key);
  return /run_id:(\w+)/.exec(String(info))?.[1] ?? '';
}

/** How many connections listen to a sharded channel. */
export async function listenersOf(redis: Redis, channel: string): Promise<number> {
  const reply = await redis.eval("return redis.call('PUBSUB', 'SHARDNUMSUB', KEYS[1])", 1, channel);
  return (reply as [string, number])[1];
}

/**
 * Publishes so that what one process publishes arrives in its order: in a cluster, messages that enter at different masters
 * overtake each other, so all enter at one.
 */
export function publishInOrder(redis: Redis, channel: string, message: string | Buffer): Promise<number> {
  const connection: unknown = redis;
  if (!(connection instanceof Cluster)) return redis.publish(channel, message);
  const gone = ['end', 'close', 'reconnecting'];
  const masters = connection.nodes('master').filter(({ status }) => !gone.includes(status));
  const byAddress = masters.toSorted((a, b) => addressOf(a).localeCompare(addressOf(b)));
  return (byAddress[0] ?? connection).publish(channel, message);
}

const addressOf = ({ options }: Redis): string => `${options.host}:${options.port}`;

function connectCluster(urls: readonly string[], name: string): Redis {
  // Names and passwords are those of the first; all nodes of a cluster share them.
  const { username, password, protocol } = new URL(urls[0]!);
  const cluster = new Cluster([...urls], {
    shardedSubscribers: true,
    enableReadyCheck: true,
    redisOptions: {
      connectionName: name,
      ...waiting,
      ...(username && { username: decodeURIComponent(username) }),
      ...(password && { password: decodeURIComponent(password) }),
      ...(protocol === 'rediss:' && { tls: {} }),
    },
  });
  return asRedis(cluster);
}

/** Both share every command; what only one server can do (CLIENT, KEYS, transactions over slots) is not used. */
const asRedis = (cluster: Cluster): Redis => cluster as unknown as Redis;
