import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { isExecutable, root } from '../lib/paths.js';
import { run } from '../lib/run.js';

const local = join(root, 'node_modules', 'node', 'bin', 'node');

/** Type stripping without a flag begins here, and mediasoup asks for 22. */
const least = /** @type {const} */ ([22, 18]);

/** Node for the service: the one running when it is new enough, else the one pinned in devDependencies. */
export async function find() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > least[0] || (major === least[0] && minor >= least[1])) {
    return { ready: true, path: process.execPath, source: `Node ${process.versions.node}`, why: 'the one running' };
  }
  const why = `the running ${process.versions.node} is older than ${least.join('.')}`;
  return isExecutable(local)
    ? { ready: true, path: local, source: `Node ${version(local)} of node_modules`, why }
    : { ready: false, path: local, source: "npm's package of Node", why };
}

/** @param {(line: string) => void} progress */
export async function provide(progress) {
  const found = await find();
  if (found.ready) return found;
  await run('npm', ['rebuild', 'node', '--foreground-scripts'], {
    cwd: root,
    progress,
    todo: `install Node ${least.join('.')} or newer and start again`,
  });
  return { ...found, ready: true, source: `Node ${version(local)} of node_modules` };
}

/** @param {string} path */
function version(path) {
  return execFileSync(path, ['--version']).toString().trim().slice(1);
}
