import { Failure } from './failure.js';
import { hasApt, isRoot } from './paths.js';
import { run } from './run.js';

let updated = false;

/**
 * Installs the distribution's own packages; only root, only Debian and its relatives.
 * @param {string[]} packages @param {(line: string) => void} progress @param {string} otherwise what to do when that is not possible
 */
export async function aptInstall(packages, progress, otherwise) {
  if (!hasApt || !isRoot) throw new Failure(`${packages.join(', ')} missing`, { todo: otherwise });
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (!updated) {
    await run('apt-get', ['update', '-q'], {
      env,
      progress,
      todo: 'check the network and the package sources, then start again',
    });
    updated = true;
  }
  await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], {
    env,
    progress,
    todo: `install them by hand: apt-get install ${packages.join(' ')}`,
  });
}

/** Why a system package was taken, said aloud because it is installed system-wide. */
export const aptWhy = "not found, you are root: installed the distribution's own package system-wide";
