import { execFileSync } from 'node:child_process';
import { aptInstall, aptWhy } from '../lib/apt.js';
import { Failure } from '../lib/failure.js';
import { hasApt, isRoot, onPath } from '../lib/paths.js';

const names = ['redis-server', 'valkey-server'];
const waysOut = [
  'set REDIS_URL to a running Redis 7 or newer,',
  'or install redis-server (Debian: apt-get install redis-server, macOS: brew install redis),',
  'or use docker compose up',
];

/** Redis: REDIS_URL, a server on PATH, else Debian's package when root. */
export async function find() {
  const url = process.env.REDIS_URL;
  if (url) return { ready: true, url, source: 'REDIS_URL', why: 'it is set' };
  for (const path of names.flatMap((name) => onPath(name) ?? [])) {
    if (!isTooOld(path)) return { ready: true, path, source: describe(path), why: 'on PATH' };
  }
  if (hasApt && isRoot)
    return { ready: false, source: "Debian's redis-server", why: 'no Redis 7 on PATH and you are root' };
  return { ready: false, missing: true, source: 'nothing', why: `no Redis 7 on PATH: ${waysOut.join(' ')}` };
}

/** @param {(line: string) => void} progress */
export async function provide(progress) {
  const found = await find();
  if (found.ready) return found;
  await aptInstall(['redis-server'], progress, waysOut.join(' '));
  const path = onPath('redis-server');
  if (!path || isTooOld(path)) throw new Failure("the distribution's Redis is older than 7", { todo: waysOut });
  return { ready: true, path, source: describe(path), why: aptWhy };
}

/** Rooms use sharded publishing, which came with 7; every Valkey has it. @param {string} path */
function isTooOld(path) {
  return path.endsWith('redis-server') && Number.parseInt(versionOf(path), 10) < 7;
}

/** @param {string} path */
function describe(path) {
  return `${path.split('/').at(-1)} ${versionOf(path)}`;
}

/** @param {string} path */
function versionOf(path) {
  return (
    execFileSync(path, ['--version'])
      .toString()
      .match(/v=([\d.]+)/)?.[1] ?? '?'
  );
}
