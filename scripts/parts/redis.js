import { execFileSync } from 'node:child_process';
import { aptInstall, aptWhy } from '../lib/apt.js';
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
  const path = names.map(onPath).find(Boolean);
  if (path) return { ready: true, path, source: describe(path), why: 'on PATH' };
  if (hasApt && isRoot) return { ready: false, source: "Debian's redis-server", why: 'none on PATH and you are root' };
  return { ready: false, missing: true, source: 'nothing', why: waysOut.join(' ') };
}

/** @param {(line: string) => void} progress */
export async function provide(progress) {
  const found = await find();
  if (found.ready) return found;
  await aptInstall(['redis-server'], progress, waysOut.join(' '));
  const path = /** @type {string} */ (onPath('redis-server'));
  return { ready: true, path, source: describe(path), why: aptWhy };
}

/** @param {string} path */
function describe(path) {
  const version =
    execFileSync(path, ['--version'])
      .toString()
      .match(/v=([\d.]+)/)?.[1] ?? '?';
  return `${path.split('/').at(-1)} ${version}`;
}
