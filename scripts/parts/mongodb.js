import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isReachable } from '../lib/network.js';
import { cache, isExecutable, onPath, platformTag, root } from '../lib/paths.js';
import { providePip } from '../lib/python.js';
import { run } from '../lib/run.js';
import * as node from './node.js';

/** SecantusDB: MongoDB's protocol over its own storage engine WiredTiger; a separate program, never linked or shipped. */
const pinned = '0.6.0b17';
const folder = join(cache, `secantus-${pinned}`);
const native = join(folder, 'secantusdb.scripts', 'secantusd-rs');
const venv = join(cache, 'secantus-venv');
const python = join(venv, 'bin', 'secantusd-py');
const mongodFolder = join(cache, `mongod-${platformTag()}`);
const downloads = 'https://fastdl.mongodb.org/';
const waysOut = ['set MONGODB_URI to a running MongoDB,', 'or install mongod,', 'or use docker compose up'];

/** MongoDB: MONGODB_URI, mongod on PATH, a downloaded mongod, else SecantusDB from PyPI. */
export async function find() {
  const uri = process.env.MONGODB_URI;
  if (uri) return { ready: true, kind: 'uri', uri, source: 'MONGODB_URI', why: 'it is set' };
  const mongod = onPath('mongod');
  if (mongod) return { ready: true, kind: 'mongod', path: mongod, source: 'mongod', why: 'on PATH' };
  const kept = downloaded();
  if (kept) return { ready: true, kind: 'mongod', path: kept, source: 'mongod', why: 'downloaded earlier' };
  if (isExecutable(native))
    return { ready: true, kind: 'secantus', path: native, source: `SecantusDB ${pinned}`, why: 'fetched earlier' };
  if (isExecutable(python))
    return { ready: true, kind: 'secantus', path: python, source: 'SecantusDB', why: 'fetched earlier' };
  if (await isReachable(downloads))
    return {
      ready: false,
      kind: 'mongod',
      source: 'mongod, downloaded by mongodb-memory-server',
      why: 'none on PATH, its download is reached',
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
  if (found.kind === 'mongod') {
    await download(progress).catch(() => undefined);
    const path = downloaded();
    if (path) return { ...found, ready: true, path };
  }
  const command = await providePip(progress, waysOut);
  await fetchNative(command, progress);
  const why = 'no mongod on PATH and its download does not work';
  if (isExecutable(native)) return { ready: true, kind: 'secantus', path: native, source: `SecantusDB ${pinned}`, why };
  await fetchPython(command, progress);
  return { ready: true, kind: 'secantus', path: python, source: 'SecantusDB (Python server)', why };
}

/** Fetches mongod into the cache. @param {(line: string) => void} progress */
async function download(progress) {
  const { path } = await node.find();
  await run(path, [join(root, 'scripts/lib/download-mongod.js'), mongodFolder], { cwd: root, progress });
}

/** Where the download says it put mongod. */
function downloaded() {
  const note = join(mongodFolder, 'path');
  const path = existsSync(note) ? readFileSync(note, 'utf8') : '';
  return path && isExecutable(path) ? path : undefined;
}

/** The binary does not care about Python's version, so a wheel of a fixed one serves any. @param {string} command @param {(line: string) => void} progress */
async function fetchNative(command, progress) {
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
  await run(command, args, { progress }).catch(() => undefined);
}

/** Old versions leave the index; newer ones carry a slower server with the same flags. @param {string} command @param {(line: string) => void} progress */
async function fetchPython(command, progress) {
  if (!existsSync(join(venv, 'bin', 'pip'))) await run(command, ['-m', 'venv', venv], { progress, todo: waysOut });
  await run(join(venv, 'bin', 'pip'), ['install', '-q', 'SecantusDB>=0.7.0b3,<1'], { progress, todo: waysOut });
}
