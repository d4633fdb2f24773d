import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, root } from '../lib/paths.js';
import { run } from '../lib/run.js';
import * as node from './node.js';

const stamp = join(root, 'web', 'dist', '.stamp');

/** The built pages, built again when anything they are made of has changed. */
export async function find() {
  const same = existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceHash();
  return same
    ? { ready: true, source: 'web/dist', why: 'unchanged' }
    : { ready: false, source: 'vite build', why: 'sources are new or changed' };
}

/** @param {(line: string) => void} progress */
export async function provide(progress) {
  const found = await find();
  if (found.ready) return found;
  const { path } = await node.find();
  await run(path, [join(root, 'node_modules/vite/bin/vite.js'), 'build'], {
    cwd: root,
    progress,
    todo: 'mend the error above in web/',
  });
  writeFileSync(stamp, sourceHash());
  return { ...found, ready: true };
}

function sourceHash() {
  return hashOf(
    ['web', 'sdk/src', 'src/contract', 'vite.config.ts', 'package-lock.json'],
    (path) => path === join('web', 'dist'),
  );
}
