import { dirname, delimiter } from 'node:path';
import * as chromium from '../parts/chromium.js';
import * as mediasoupWorker from '../parts/mediasoup-worker.js';
import * as mongodb from '../parts/mongodb.js';
import * as node from '../parts/node.js';
import * as packages from '../parts/packages.js';
import * as redis from '../parts/redis.js';
import * as webPages from '../parts/web-pages.js';
import { step } from './step.js';

/** Every external part in the order it is needed; each has `find` and `provide`. */
export const parts = { packages, node, 'mediasoup worker': mediasoupWorker, redis, mongodb, pages: webPages, chromium };

/** @typedef {keyof typeof parts} PartName */

/**
 * Provides the named parts one after the other, a line each.
 * @param {PartName[]} names
 * @returns {Promise<Record<string, any>>}
 */
export async function provideParts(names) {
  /** @type {Record<string, any>} */
  const provided = {};
  for (const name of names)
    provided[name] = await step(name, (progress) => /** @type {any} */ (parts[name]).provide(progress));
  return provided;
}

/** The environment of our own processes: the found Node first on PATH, and the found binaries. @param {Record<string, any>} provided */
export function environment(provided) {
  return {
    ...process.env,
    PATH: `${dirname(provided.node.path)}${delimiter}${process.env.PATH}`,
    ...(provided['mediasoup worker'] && { MEDIASOUP_WORKER_BIN: provided['mediasoup worker'].path }),
    ...(provided.chromium && { CHROMIUM_BIN: provided.chromium.path }),
  };
}
