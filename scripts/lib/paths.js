import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** What was built or fetched is kept here by version, outside node_modules. */
export const cache = join(
  process.env.XDG_CACHE_HOME ||
    (process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache')),
  'shelfcast',
);

/** Data of `npm start`; deleted by `npm run reset`. */
export const data = join(root, '.data');

/** Where the databases of a running `npm start` are. */
export const addresses = join(data, 'addresses.json');

export const isRoot = process.getuid?.() === 0;

/** First executable of that name on PATH. @param {string} name */
export function onPath(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => isExecutable(file));
}

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** What a variable that names a program gives a part: the program, or words when it is none. @param {string} variable */
export function givenProgram(variable) {
  const path = process.env[variable];
  if (!path) return undefined;
  if (isExecutable(path)) return { ready: true, path, source: variable, why: `it is set to ${path}` };
  return { ready: false, missing: true, path, source: variable, why: `it is set to ${path}, which is no program` };
}

/** A short name of this system for cache folders, e.g. `linux-x64-debian12`. */
export function platformTag() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const field = (/** @type {string} */ name) => release.match(new RegExp(`^${name}="?([^"\\n]*)`, 'm'))?.[1] ?? '';
  return [process.platform, process.arch, `${field('ID')}${field('VERSION_ID')}`].filter(Boolean).join('-');
}

/** True on Debian and its relatives, where missing parts can be installed by root. */
export const hasApt = process.platform === 'linux' && onPath('apt-get') !== undefined;

/**
 * One hash over files and folders, to know whether something must be built again.
 * @param {string[]} paths relative to the project @param {(path: string) => boolean} [skip]
 */
export function hashOf(paths, skip = () => false) {
  const hash = createHash('sha256');
  const visit = (/** @type {string} */ path) => {
    const full = join(root, path);
    if (!existsSync(full) || skip(path)) return;
    if (statSync(full).isDirectory()) {
      for (const entry of readdirSync(full).sort()) visit(join(path, entry));
    } else {
      hash.update(path).update('\0').update(readFileSync(full)).update('\0');
    }
  };
  for (const path of paths) visit(path);
  return hash.digest('hex');
}
