import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongo, startRedis } from './databases.js';
import { step } from './step.js';

/**
 * Redis and MongoDB with data that nobody keeps, in memory where the system offers it.
 * @param {Record<string, any>} provided parts
 */
export async function startThrowaway(provided) {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'shelfcast-'));
  const place = { folder };
  const redis = await step('redis server', async () => ({
    ...(await startRedis(provided.redis, place)),
    source: 'started',
  }));
  const mongo = await step('mongodb server', async (progress) => ({
    ...(await startMongo(provided.mongodb, place, progress)),
    source: 'started',
  }));
  let stopping;
  return {
    env: { REDIS_URL: redis.url, MONGODB_URI: mongo.uri },
    stop() {
      stopping ??= Promise.all([redis.service?.stop(3_000), mongo.service?.stop(3_000)]).then(() =>
        rmSync(folder, { recursive: true, force: true }),
      );
      return stopping;
    },
  };
}

/**
 * Runs a program in the foreground with these variables and answers its exit code; Ctrl-C goes to the program too.
 * @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} env
 */
export async function foreground(command, args, env) {
  const { spawn } = await import('node:child_process');
  const child = spawn(command, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  const relay = (/** @type {NodeJS.Signals} */ name) => child.kill(name);
  process.on('SIGINT', relay).on('SIGTERM', relay);
  return new Promise((/** @type {(code: number) => void} */ resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
