import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startMongo, startRedis } from './lib/databases.js';
import { Failure, runMain } from './lib/failure.js';
import { foreground } from './lib/foreground.js';
import { leftovers } from './lib/marks.js';
import { environment, provideParts } from './lib/parts.js';
import { addresses, data, root } from './lib/paths.js';
import { step } from './lib/step.js';

/**
 * `npm run audit` and `npm run repair`: on the databases named by REDIS_URL and MONGODB_URI, else on those of the
 * running `npm start`, else on its data, for which both are started and ended again.
 */
await runMain(async () => {
  const [act, ...args] = process.argv.slice(2);
  if (act !== 'audit' && act !== 'repair') throw new Failure('audit or repair?', { todo: 'npm run audit' });
  // Whoever asks for JSON gets nothing else on standard output.
  if (args.includes('--json')) console.log = console.error;
  const provided = await provideParts(['packages', 'node', 'redis', 'mongodb']);
  const { urls, stop } = await databases(provided);
  const env = { ...environment(provided), ...urls, LOG_LEVEL: process.env.LOG_LEVEL || 'warn' };
  const file = join(root, `scripts/ledger/${act}.ts`);
  try {
    process.exitCode = await foreground(provided.node.path, [file, ...args], env, join(data, 'run'));
  } finally {
    await stop();
  }
});

/** @param {Awaited<ReturnType<typeof provideParts>>} provided */
async function databases(provided) {
  const stop = async () => {};
  if (process.env.REDIS_URL && process.env.MONGODB_URI) return { urls: {}, stop };
  const isRunning = leftovers(join(data, 'run')).some(({ name }) => name === 'launcher');
  if (isRunning && existsSync(addresses)) return { urls: JSON.parse(readFileSync(addresses, 'utf8')), stop };
  if (!existsSync(data))
    throw new Failure('there are no data to look at', { todo: 'set REDIS_URL and MONGODB_URI, or run npm start once' });
  const logs = join(data, 'logs');
  mkdirSync(logs, { recursive: true });
  /** @type {import('./lib/processes.js').Service[]} */
  const running = [];
  const keep = (/** @type {import('./lib/processes.js').Service} */ service) => void running.push(service);
  const place = { node: provided.node.path, folder: data, logs, runFolder: join(data, 'run'), onStart: keep };
  const redis = await step('redis server', () => startRedis(provided.redis, place));
  const mongo = await step('mongodb server', () => startMongo(provided.mongodb, place));
  return {
    urls: { REDIS_URL: redis.url, MONGODB_URI: mongo.url },
    stop: async () => {
      for (const service of running.toReversed()) await service.stop(20_000);
    },
  };
}
