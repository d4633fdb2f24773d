import { Redis } from 'ioredis';
import type { Log } from './log.ts';

/**
 * One connection for commands. It waits for Redis through outages without limit; callers that must not wait
 * (the gate, health checks) bound their own time.
 */
export function connectRedis(url: string, log: Log, name: string): Redis {
  const redis = new Redis(url, { connectionName: name, maxRetriesPerRequest: null, enableReadyCheck: true });
  redis.on('error', (error) => log.warn({ err: error, connection: name }, 'redis connection error'));
  return redis;
}
