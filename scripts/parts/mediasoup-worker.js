import { copyFileSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { cache, givenProgram, isExecutable, platformTag, root } from '../lib/paths.js';
import { Failure } from '../lib/failure.js';
import { isReachable } from '../lib/network.js';
import { run } from '../lib/run.js';
import { buildWorker } from '../mediasoup-worker/build.js';

const pack = join(root, 'node_modules', 'mediasoup');
const prebuilt = join(pack, 'worker', 'out', 'Release', 'mediasoup-worker');

/** mediasoup's C++ worker: MEDIASOUP_WORKER_BIN, the installed one, the cache, upstream's download, else a build from the npm package. */
export async function find() {
  const given = givenProgram('MEDIASOUP_WORKER_BIN');
  if (given) return given;
  if (isExecutable(prebuilt))
    return { ready: true, path: prebuilt, source: 'node_modules/mediasoup', why: 'installed' };
  const kept = cached();
  if (isExecutable(kept))
    return { ready: true, path: kept, source: `cached worker ${version()}`, why: 'built or fetched earlier' };
  return {
    ready: false,
    path: kept,
    source: "upstream's download, else a build (about 6 minutes on two cores)",
    why: 'there is none yet',
  };
}

/** @param {(line: string) => void} progress */
export async function provide(progress) {
  const found = await find();
  if (found.ready) return found;
  if ('missing' in found) throw new Failure(found.why, { todo: 'mend or unset MEDIASOUP_WORKER_BIN' });
  if (await isReachable('https://github.com/')) {
    // mediasoup's own install script fetches the binary, or builds with the sources it fetches.
    const done = await run('npm', ['rebuild', 'mediasoup', '--foreground-scripts'], { cwd: root, progress }).then(
      () => true,
      () => false,
    );
    if (done && isExecutable(prebuilt)) {
      keep(prebuilt);
      return { ready: true, path: cached(), source: `mediasoup worker ${version()}`, why: "upstream's download" };
    }
  }
  const built = await buildWorker(join(pack, 'worker'), progress);
  keep(built);
  return {
    ready: true,
    path: cached(),
    source: `mediasoup worker ${version()}`,
    why: 'built from the npm package, upstream is not reached',
  };
}

/** @param {string} file */
function keep(file) {
  mkdirSync(join(cached(), '..'), { recursive: true });
  // Renaming is atomic, so a second start never sees half a file.
  copyFileSync(file, `${cached()}.new`);
  renameSync(`${cached()}.new`, cached());
}

/** As the lockfile tells it, because the packages may not be there yet. */
function version() {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return lock.packages['node_modules/mediasoup'].version;
}

function cached() {
  return join(cache, `mediasoup-worker-${version()}-${platformTag()}`, 'mediasoup-worker');
}
