import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall } from '../lib/apt.js';
import { Failure } from '../lib/failure.js';
import { isReachable } from '../lib/network.js';
import { cache, hasApt, isExecutable, isRoot, onPath } from '../lib/paths.js';
import { run, tryRun } from '../lib/run.js';

/** SecantusDB: MongoDB's protocol over its own storage engine WiredTiger; a separate program, never linked or shipped. */
const pinned = '0.6.0b17';
const folder = join(cache, `secantus-${pinned}`);
const native = join(folder, 'secantusdb.scripts', 'secantusd-rs');
const venv = join(cache, 'secantus-venv');
const python = join(venv, 'bin', 'secantusd-py');
const downloads = 'https://fastdl.mongodb.org/';
const waysOut = ['set MONGODB_URI to a running MongoDB,', 'or install mongod,', 'or use docker compose up'];

/** MongoDB: MONGODB_URI, mongod on PATH, a downloaded mongod, else SecantusDB from PyPI. */
export async function find() {
  const uri = process.env.MONGODB_URI;
  if (uri) return { ready: true, kind: 'uri', uri, source: 'MONGODB_URI', why: 'it is set' };
  const mongod = onPath('mongod');
  if (mongod) return { ready: true, kind: 'mongod', path: mongod, source: 'mongod', why: 'on PATH' };
  if (isExecutable(native))
    return { ready: true, kind: 'secantus', path: native, source: `SecantusDB ${pinned}`, why: 'fetched earlier' };
  if (isExecutable(python))
    return { ready: true, kind: 'secantus', path: python, source: 'SecantusDB', why: 'fetched earlier' };
  if (await isReachable(downloads))
    return {
      ready: true,
      kind: 'download',
      source: 'mongod by mongodb-memory-server',
      why: 'no mongod on PATH; its download is reached',
    };
  return {
    ready: false,
    kind: 'secantus',
    source: `SecantusDB ${pinned} from PyPI`,
    why: 'no mongod on PATH and its download is not reached',
  };
}

/** @param {(line: string) => void} progress */
export async function provide(progress) {
  const found = await find();
  if (found.ready) return found;
  await providePython(progress);
  if (process.platform === 'linux' || process.platform === 'darwin') await fetchNative(progress);
  if (isExecutable(native)) return { ...found, ready: true, path: native };
  await fetchPython(progress);
  return { ...found, ready: true, path: python, source: 'SecantusDB (Python server) from PyPI' };
}

/** @param {(line: string) => void} progress */
async function providePython(progress) {
  if (await tryRun('python3', ['-m', 'pip', '--version'])) return;
  if (!hasApt || !isRoot) throw new Failure('python3 with pip is missing', { todo: waysOut });
  await aptInstall(['python3', 'python3-pip', 'python3-venv'], progress, waysOut.join(' '));
}

/** The binary does not care about Python's version, so a wheel of a fixed one serves any. @param {(line: string) => void} progress */
async function fetchNative(progress) {
  const args = [
    '-m',
    'pip',
    'install',
    '-q',
    '--no-deps',
    '--only-binary',
    ':all:',
    '--python-version',
    '3.12',
    '--target',
    folder,
    '--upgrade',
    `SecantusDB==${pinned}`,
  ];
  await run('python3', args, { progress }).catch(() => undefined);
}

/** Old versions leave the index; newer ones carry a slower server with the same flags. @param {(line: string) => void} progress */
async function fetchPython(progress) {
  if (!existsSync(venv)) await run('python3', ['-m', 'venv', venv], { progress, todo: waysOut });
  await run(join(venv, 'bin', 'pip'), ['install', '-q', 'SecantusDB>=0.7.0b3,<1'], { progress, todo: waysOut });
}
