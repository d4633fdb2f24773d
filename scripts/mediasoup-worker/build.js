import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aptInstall } from '../lib/apt.js';
import { Failure } from '../lib/failure.js';
import { cache, onPath } from '../lib/paths.js';
import { providePip } from '../lib/python.js';
import { run, tryRun } from '../lib/run.js';

/** Subprojects that point at the system's libraries instead of upstream's source archives. */
const subprojects = fileURLToPath(new URL('./subprojects/', import.meta.url));

const libraries = [
  'libuv1-dev',
  'libssl-dev',
  'libsrtp2-dev',
  'libabsl-dev',
  'libflatbuffers-dev',
  'flatbuffers-compiler',
  'ninja-build',
  'pkg-config',
  'g++',
  'python3',
  'python3-pip',
  'binutils',
];
const modules = ['libuv', 'openssl', 'libsrtp2', 'flatbuffers', 'absl_flat_hash_map'];
const waysOut = `set MEDIASOUP_WORKER_BIN to a mediasoup worker of this version, or reach github.com for upstream's, or install (Debian): ${libraries.join(' ')}`;

/**
 * Builds the worker from the npm package's own sources with the system's libraries; needs no download of sources.
 * @param {string} sources folder `worker` of the npm package @param {(line: string) => void} progress
 * @returns {Promise<string>} the stripped binary, in a temporary folder
 */
export async function buildWorker(sources, progress) {
  await provideTools(progress);
  const meson = await provideMeson(progress);
  const folder = mkdtempSync(join(tmpdir(), 'shelfcast-worker-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  cpSync(sources, folder, { recursive: true });
  rmSync(join(folder, 'subprojects'), { recursive: true });
  cpSync(subprojects, join(folder, 'subprojects'), { recursive: true });
  patchDtls(join(folder, 'src', 'RTC', 'DtlsTransport.cpp'));
  const options = { cwd: folder, env: meson.env, progress, todo: waysOut };
  await run(
    meson.command,
    [...meson.args, 'setup', '--buildtype', 'release', '-Db_ndebug=true', '-Db_pie=true', 'build', '.'],
    options,
  );
  await run('ninja', ['-C', 'build', '-j', String(jobs()), 'mediasoup-worker'], options);
  const binary = join(folder, 'build', 'mediasoup-worker');
  await run('strip', [binary], options);
  return binary;
}

/** As many compilers as there are cores, as far as the memory goes: one may take a gigabyte. */
function jobs() {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(freemem() / 2 ** 30)));
}

/** @param {(line: string) => void} progress */
async function provideTools(progress) {
  const tools = ['g++', 'ninja', 'pkg-config', 'flatc', 'python3', 'strip'].every(onPath);
  if (tools && (await tryRun('pkg-config', ['--exists', ...modules]))?.length === 0) return;
  await aptInstall(libraries, progress, waysOut);
}

/** meson 1.1 or newer: the one on PATH, else from PyPI into the cache. @param {(line: string) => void} progress */
async function provideMeson(progress) {
  const [major = 0, minor = 0] = ((await tryRun('meson', ['--version'])) ?? '').trim().split('.').map(Number);
  if (major > 1 || (major === 1 && minor >= 1)) return { command: 'meson', args: [], env: process.env };
  const target = join(cache, 'meson-1.7.0');
  const python = await providePip(progress, 'install meson 1.1 or newer and start again');
  await run(python, ['-m', 'pip', 'install', '-q', '--upgrade', '--no-deps', '--target', target, 'meson==1.7.0'], {
    progress,
    todo: 'install meson 1.1 or newer and start again',
  });
  return { command: python, args: ['-m', 'mesonbuild.mesonmain'], env: { ...process.env, PYTHONPATH: target } };
}

/**
 * Upstream compares the whole operation with BIO_CB_RETURN where only that bit may be tested. An OpenSSL with kernel TLS,
 * such as Debian's, then takes a control call's answer for yes and the worker dies in its first DTLS handshake.
 * @param {string} file
 */
function patchDtls(file) {
  const before = readFileSync(file, 'utf8');
  const after = before.replace('(operationType == BIO_CB_RETURN)', '(operationType & BIO_CB_RETURN)');
  if (after === before) throw new Failure('the DTLS patch does not fit this mediasoup version', { todo: waysOut });
  writeFileSync(file, after);
}
