import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, root } from '../lib/paths.js';
import { run } from '../lib/run.js';

const stamp = join(root, 'node_modules', '.shelfcast-stamp');

/** The npm packages of the lockfile. */
export async function find() {
  if (!existsSync(join(root, 'node_modules')))
    return { ready: false, source: 'npm ci', why: 'node_modules is missing' };
  const same = existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash();
  return same
    ? { ready: true, source: 'node_modules', why: 'as the lockfile says' }
    : { ready: false, source: 'npm ci', why: 'the lockfile has changed' };
}

/** @param {(line: string) => void} progress */
export async function provide(progress) {
  const found = await find();
  if (found.ready) return found;
  // NODE_ENV=production in the shell must not leave out what builds and tests.
  // Install scripts are run one by one by the parts that need them: one failing download must not fail the whole install.
  await run('npm', ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=http'], {
    cwd: root,
    progress,
    todo: 'check that the npm registry is reached (npm ping), then start again',
  });
  writeFileSync(stamp, lockHash());
  return { ...found, ready: true };
}

function lockHash() {
  return hashOf(['package-lock.json']);
}
