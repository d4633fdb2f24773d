import { aptInstall } from './apt.js';
import { Failure } from './failure.js';
import { hasApt, isRoot } from './paths.js';
import { tryRun } from './run.js';

const candidates = ['python3', '/usr/bin/python3'];

/**
 * A Python with pip; Debian's own when there is none and we are root.
 * @param {(line: string) => void} progress @param {string | string[]} otherwise what to do when that is not possible
 * @returns {Promise<string>} its command
 */
export async function providePip(progress, otherwise) {
  const found = await pythonWithPip();
  if (found) return found;
  if (!hasApt || !isRoot) throw new Failure('python3 with pip is missing', { todo: otherwise });
  await aptInstall(['python3', 'python3-pip', 'python3-venv'], progress, [otherwise].flat().join(' '));
  return '/usr/bin/python3';
}

async function pythonWithPip() {
  for (const command of candidates) {
    if (await tryRun(command, ['-m', 'pip', '--version'])) return command;
  }
  return undefined;
}
