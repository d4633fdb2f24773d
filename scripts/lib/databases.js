import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.js';
import { root } from './paths.js';
import { freePort } from './ports.js';
import { startProcess } from './processes.js';
import { run } from './run.js';
import { untilAnswers } from './until-answers.js';

/** @typedef {import('./processes.js').Service} Service */

/**
 * @typedef {object} Place where a database lives
 * @property {string} node the Node that asks it
 * @property {string} folder for its data
 * @property {string} [logs]
 * @property {string} [runFolder] for its mark
 * @property {(service: Service) => void} [onStart] told as soon as there is a process
 */

/** A server we have just started may have much to read; one that is given is up or it is not. */
const PATIENCE_MS = { ours: 60_000, given: 10_000 };

/**
 * Starts Redis with what orders need: an append-only file and no eviction.
 * @param {{ path?: string, url?: string }} part @param {Place} place
 */
export async function startRedis(part, place) {
  if (part.url) return given('REDIS_URL', part.url, await ask(place, 'redis', part.url, PATIENCE_MS.given));
  const dir = join(place.folder, 'redis');
  mkdirSync(dir, { recursive: true });
  const port = await freePort();
  const service = start('redis', /** @type {string} */ (part.path), redisArgs(dir, port), place);
  return ready(service, `redis://127.0.0.1:${port}`, (url) => ask(place, 'redis', url, PATIENCE_MS.ours));
}

/**
 * Starts MongoDB from whichever source was found.
 * @param {{ kind: string, path?: string, uri?: string }} part @param {Place} place
 */
export async function startMongo(part, place) {
  if (part.uri) return given('MONGODB_URI', part.uri, await ask(place, 'mongodb', part.uri, PATIENCE_MS.given));
  const dir = join(place.folder, part.kind);
  mkdirSync(dir, { recursive: true });
  const port = await freePort();
  const service = start('mongodb', /** @type {string} */ (part.path), mongoArgs(part.kind, dir, port), place);
  const uri = `mongodb://127.0.0.1:${port}/shelfcast?directConnection=true`;
  return ready(service, uri, (url) => ask(place, 'mongodb', url, PATIENCE_MS.ours));
}

/** What Redis is told: an append-only file, nothing evicted. @param {string} dir @param {number} port */
export function redisArgs(dir, port) {
  const keep = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', '', '--maxmemory-policy', 'noeviction'];
  return ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, ...keep];
}

/** What the MongoDB of this kind is told. @param {string} kind @param {string} dir @param {number} port */
export function mongoArgs(kind, dir, port) {
  return kind === 'secantus' ? secantusArgs(dir, port) : mongodArgs(dir, port);
}

/** @param {string} dir @param {number} port */
function mongodArgs(dir, port) {
  return ['--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', dir];
}

/** @param {string} dir @param {number} port */
function secantusArgs(dir, port) {
  const where = ['--host', '127.0.0.1', '--port', String(port), '--storage-path', dir];
  // Without --sync-on-commit a kill -9 lost acknowledged writes, even journaled ones; the small log makes restarts quick.
  return [...where, '--sync-on-commit', '--log-file-max', '64MB', '--cache-size', '256M'];
}

/** @param {string} name @param {string} command @param {string[]} args @param {Place} place */
function start(name, command, args, place) {
  const service = startProcess(name, command, args, {
    ...(place.logs && { logFile: join(place.logs, `${name}.log`) }),
    ...(place.runFolder && { runFolder: place.runFolder }),
  });
  place.onStart?.(service);
  return service;
}

/** @param {Service} service @param {string} url @param {(url: string) => Promise<string>} question */
async function ready(service, url, question) {
  const version = await untilAnswers(service, question(url), PATIENCE_MS.ours + 5_000);
  return { url, source: `${version} on ${new URL(url).host}`, why: 'started' };
}

/** @param {string} variable @param {string} url @param {string} version */
function given(variable, url, version) {
  return { url, source: version, why: `${variable} answers` };
}

/** Asks until it answers and tells its version; in the found Node, because the drivers want a newer one than we may run on. @param {Place} place @param {'redis' | 'mongodb'} kind @param {string} url @param {number} patienceMs */
async function ask(place, kind, url, patienceMs) {
  const args = [join(root, 'scripts/lib/ask-database.js'), kind, String(patienceMs)];
  // In the environment and not in the arguments: a URL may hold a password, and arguments are shown.
  const env = { ...process.env, DATABASE_URL: url };
  const todo = `is the address right and the server up? look at .data/logs/${kind}.log if it is ours`;
  const version = (await run(place.node, args, { env, todo })).trim();
  if (kind === 'redis' && Number(version.split('.')[0]) < 7)
    throw new Failure(`Redis ${version} is too old`, { todo: 'use Redis 7 or newer, or Valkey' });
  return `${kind === 'redis' ? 'Redis' : 'MongoDB'} ${version}`;
}
