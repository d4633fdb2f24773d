import { execFileSync, spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** @typedef {{ name: string, pid: number, started: string }} Mark a process as a later start can recognise it */
/** @typedef {{ name: string, pid: number, exited: Promise<number | null>, stop(deadlineMs?: number): Promise<void> }} Service */

/**
 * Starts a child that lives as long as this process wants. Its output goes to a file; `onLine` sees each line.
 * @param {string} name
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, logFile?: string, runFolder?: string, onLine?: (line: string) => void }} [options]
 * @returns {Service}
 */
export function startProcess(name, command, args, options = {}) {
  const { env, cwd, logFile, runFolder, onLine } = options;
  // A group of its own: Ctrl-C reaches only the launcher, which then ends its children in order.
  const child = spawn(command, args, {
    env: env ?? process.env,
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const log = logFile ? createWriteStream(logFile, { flags: 'a' }) : undefined;
  for (const stream of [child.stdout, child.stderr]) {
    if (log) stream.pipe(log, { end: false });
    createInterface({ input: stream }).on('line', (line) => onLine?.(line));
  }
  const exited = new Promise((/** @type {(code: number | null) => void} */ resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code));
  });
  const pid = child.pid ?? -1;
  if (runFolder && pid > 0) mark(runFolder, name, pid);
  let stopping;
  return {
    name,
    pid,
    exited,
    stop(deadlineMs = 10_000) {
      stopping ??= stopProcess(pid, exited, deadlineMs).then(() => {
        if (runFolder) rmSync(join(runFolder, `${name}.json`), { force: true });
        log?.end();
      });
      return stopping;
    },
  };
}

/** @param {number} pid @param {Promise<unknown>} exited @param {number} deadlineMs */
async function stopProcess(pid, exited, deadlineMs) {
  signal(pid, 'SIGTERM');
  const timer = setTimeout(() => signal(-pid, 'SIGKILL'), deadlineMs);
  await exited;
  clearTimeout(timer);
}

/** @param {number} pid @param {NodeJS.Signals} name */
function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone already.
  }
}

/** Notes a process so that the next start can tell it from a stranger with the same number. @param {string} folder @param {string} name @param {number} pid */
export function mark(folder, name, pid) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ name, pid, started: startOf(pid) }));
}

/** When a process started, as the system tells it; empty when there is none. @param {number} pid */
export function startOf(pid) {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? '';
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { env: { ...process.env, LC_ALL: 'C' } })
      .toString()
      .trim();
  } catch {
    return '';
  }
}

/** Marks in the folder whose process still runs and is the very one that was noted. @param {string} folder @returns {Mark[]} */
export function leftovers(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => readMark(join(folder, file)))
    .filter((found) => found !== undefined && found.started !== '' && startOf(found.pid) === found.started);
}

/** @param {string} file @returns {Mark | undefined} */
function readMark(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Ends what an earlier start left running. @param {Mark[]} marks */
export async function endLeftovers(marks) {
  for (const { pid, started } of marks) {
    signal(pid, 'SIGTERM');
    const patience = Date.now() + 10_000;
    while (startOf(pid) === started && !isZombie(pid)) {
      if (Date.now() > patience) signal(-pid, 'SIGKILL');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** @param {number} pid */
function isZombie(pid) {
  if (process.platform !== 'linux') return false;
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return true;
  }
}
