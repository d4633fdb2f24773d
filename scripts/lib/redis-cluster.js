import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.js';
import { root } from './paths.js';
import { freePort } from './ports.js';
import { startProcess } from './processes.js';
import { run } from './run.js';

const MASTERS = 3;

/**
 * Starts a Redis Cluster of three masters, and waits until all of them serve their slots.
 * @param {{ path?: string, url?: string }} part @param {import('./databases.js').Place} place
 */
export async function startRedisCluster(part, place) {
  if (!part.path)
    throw new Failure('a cluster is started from redis-server, and REDIS_URL is set', { todo: 'unset REDIS_URL' });
  const masters = [];
  for (let index = 0; index < MASTERS; index += 1) masters.push(await startMaster(part.path, place, index));
  const script = join(root, 'scripts/lib/join-cluster.js');
  const named = masters.map(({ url, busPort }) => `${url}#${busPort}`);
  await run(place.node, [script, ...named], { todo: 'the masters did not join; try again' });
  const url = masters.map((master) => master.url).join(',');
  return { url, source: `${MASTERS} masters of ${part.path.split('/').at(-1)}`, why: 'started' };
}

/** @param {string} path @param {import('./databases.js').Place} place @param {number} index */
async function startMaster(path, place, index) {
  const dir = join(place.folder, `redis-${index}`);
  mkdirSync(dir, { recursive: true });
  const [port, busPort] = [await freePort(), await freePort()];
  const keep = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', '', '--maxmemory-policy', 'noeviction'];
  const cluster = ['--cluster-enabled', 'yes', '--cluster-port', String(busPort), '--cluster-node-timeout', '2000'];
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, ...cluster, ...keep];
  const service = startProcess(`redis-${index}`, path, args, {
    ...(place.logs && { logFile: join(place.logs, `redis-${index}.log`) }),
    ...(place.runFolder && { runFolder: place.runFolder }),
  });
  place.onStart?.(service);
  return { url: `redis://127.0.0.1:${port}`, busPort };
}
