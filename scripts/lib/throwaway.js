import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongo, startRedis } from './databases.js';
import { startRedisCluster } from './redis-cluster.js';
import { endLeftovers, leftovers, mark } from './marks.js';
import { step } from './step.js';

/** @typedef {import('./processes.js').Service} Service */

export const runPrefix = 'shelfcast-run-';

/**
 * Redis and MongoDB with data that nobody keeps, in memory where the system offers it.
 * @param {Record<string, any>} provided parts
 * @param {{ cluster?: boolean }} [how] `cluster`: three masters instead of one Redis
 */
export async function startThrowaway(provided, { cluster = false } = {}) {
  const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  await sweep(parent);
  const folder = mkdtempSync(join(parent, runPrefix));
  const runFolder = join(folder, 'run');
  mark(runFolder, 'launcher', process.pid);
  /** @type {Service[]} */
  const services = [];
  // The exit handler of processes tells them to end; their data is of no use from then on.
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const place = {
    node: provided.node.path,
    folder,
    runFolder,
    onStart: (/** @type {Service} */ s) => services.push(s),
  };
  const redis = cluster
    ? await step('redis cluster', () => startRedisCluster(provided.redis, place))
    : await step('redis server', () => startRedis(provided.redis, place));
  const mongo = await step('mongodb server', () => startMongo(provided.mongodb, place));
  return {
    env: { REDIS_URL: redis.url, MONGODB_URI: mongo.url },
    runFolder,
    async stop() {
      await Promise.all(services.map((service) => service.stop(3_000)));
    },
  };
}

/** Ends and deletes what runs left behind that were killed. @param {string} parent */
async function sweep(parent) {
  for (const name of readdirSync(parent).filter((each) => each.startsWith(runPrefix))) {
    const left = leftovers(join(parent, name, 'run'));
    if (left.some((each) => each.name === 'launcher')) continue;
    await endLeftovers(left, 3_000);
    rmSync(join(parent, name), { recursive: true, force: true });
  }
}
