import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Failure } from './failure.js';
import { root } from './paths.js';
import { freePort } from './ports.js';
import { startProcess } from './processes.js';

/** @typedef {import('./processes.js').Service} Service */
/** @typedef {{ folder: string, logs?: string, runFolder?: string }} Place where data, logs and process notes go */

const PATIENCE_MS = 60_000;

/**
 * Starts Redis with what orders need: an append-only file and no eviction.
 * @param {{ path?: string, url?: string }} part @param {Place} place
 * @returns {Promise<{ url: string, service?: Service }>}
 */
export async function startRedis(part, place) {
  if (part.url) return { url: part.url };
  const dir = join(place.folder, 'redis');
  mkdirSync(dir, { recursive: true });
  const port = await freePort();
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    dir,
    '--appendonly',
    'yes',
    '--appendfsync',
    'everysec',
    '--maxmemory-policy',
    'noeviction',
    '--save',
    '',
  ];
  const service = start('redis', /** @type {string} */ (part.path), args, place);
  await untilAnswers(service, async () => (await ask(port, 'PING\r\n')).startsWith('+PONG'));
  return { url: `redis://127.0.0.1:${port}`, service };
}

/**
 * Starts MongoDB from whichever source was found.
 * @param {{ kind: string, path?: string, uri?: string }} part @param {Place} place @param {(line: string) => void} [progress]
 * @returns {Promise<{ uri: string, service?: Service }>}
 */
export async function startMongo(part, place, progress = () => {}) {
  if (part.kind === 'uri') return { uri: /** @type {string} */ (part.uri) };
  const dir = join(place.folder, part.kind === 'secantus' ? 'secantus' : 'mongo');
  mkdirSync(dir, { recursive: true });
  const port = await freePort();
  const service =
    part.kind === 'secantus'
      ? startSecantus(part, place, dir, port)
      : await startMongod(part, place, dir, port, progress);
  await untilAnswers(service, () => ask(port, '').then(() => true));
  const uri = `mongodb://127.0.0.1:${port}/shelfcast?directConnection=true`;
  await untilAnswers(service, () => ping(uri));
  return { uri, service };
}

/** @param {{ path?: string }} part @param {Place} place @param {string} dir @param {number} port */
function startSecantus(part, place, dir, port) {
  // Without --sync-on-commit a kill -9 lost acknowledged writes, even journaled ones; the small log makes restarts quick.
  const args = [
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--storage-path',
    dir,
    '--sync-on-commit',
    '--log-file-max',
    '64MB',
    '--cache-size',
    '256M',
  ];
  return start('mongodb', /** @type {string} */ (part.path), args, place);
}

/** @param {{ kind: string, path?: string }} part @param {Place} place @param {string} dir @param {number} port @param {(line: string) => void} progress */
async function startMongod(part, place, dir, port, progress) {
  const path = part.kind === 'mongod' ? /** @type {string} */ (part.path) : await downloadedMongod(progress);
  return start('mongodb', path, ['--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', dir], place);
}

/** @param {(line: string) => void} progress */
async function downloadedMongod(progress) {
  progress('downloading mongod');
  const require = createRequire(join(root, 'package.json'));
  const { MongoBinary } = await import(require.resolve('mongodb-memory-server-core/lib/util/MongoBinary.js'));
  return MongoBinary.getPath();
}

/** @param {string} name @param {string} command @param {string[]} args @param {Place} place */
function start(name, command, args, place) {
  return startProcess(name, command, args, {
    ...(place.logs && { logFile: join(place.logs, `${name}.log`) }),
    ...(place.runFolder && { runFolder: place.runFolder }),
  });
}

/** Asks again until it answers; fails at once when the process has ended. @param {Service} service @param {() => Promise<boolean>} question */
export async function untilAnswers(service, question, patienceMs = PATIENCE_MS) {
  const until = Date.now() + patienceMs;
  let ended = false;
  void service.exited.then(() => (ended = true));
  while (!(await question().catch(() => false))) {
    if (ended) throw new Failure(`${service.name} ended while starting`, { todo: 'look at its log in .data/logs' });
    if (Date.now() > until)
      throw new Failure(`${service.name} does not answer`, { todo: 'look at its log in .data/logs' });
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** Sends a line to a port and answers the first piece that comes back, or the connection itself when nothing was sent. @param {number} port @param {string} line @returns {Promise<string>} */
function ask(port, line) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => (line ? socket.write(line) : done('')));
    const done = (/** @type {string} */ text) => {
      socket.destroy();
      resolve(text);
    };
    socket.setTimeout(1_000, () => socket.destroy(new Error('no answer')));
    socket.once('data', (data) => done(data.toString()));
    socket.once('error', reject);
  });
}

/** @param {string} uri */
async function ping(uri) {
  const require = createRequire(join(root, 'package.json'));
  const mongoose = require('mongoose');
  const connection = await mongoose.createConnection(uri, { serverSelectionTimeoutMS: 2_000 }).asPromise();
  try {
    await connection.db.command({ ping: 1 });
    return true;
  } finally {
    await connection.close();
  }
}
