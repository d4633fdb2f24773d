import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { mark, unmark } from './marks.js';
import { sendSignal } from './signals.js';

/**
 * @typedef {object} Service a child that lives as long as the launcher wants
 * @property {string} name
 * @property {number | undefined} pid none when it could not be started
 * @property {string} command as a person would type it
 * @property {Promise<number | null>} exited
 * @property {() => string[]} tail its last lines
 * @property {(deadlineMs?: number) => Promise<void>} stop asks it to end, and ends it when it does not
 */

/** Lines of output kept to show when a child fails. */
const TAIL = 12;

/** Children that still run. @type {Set<number>} */
const alive = new Set();

// Whatever way this process leaves (except kill -9), its children are told to end.
process.on('exit', () => {
  for (const pid of alive) sendSignal(pid, 'SIGTERM');
});

/**
 * Starts a child. Its output goes to a file; `onLine` sees each line.
 * @param {string} name
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, logFile?: string, runFolder?: string, onLine?: (line: string) => void }} [options]
 * @returns {Service}
 */
export function startProcess(name, command, args, options = {}) {
  const { env = process.env, cwd, logFile, runFolder, onLine } = options;
  // A group of its own: Ctrl-C reaches only the launcher, which then ends its children in order.
  const child = spawn(command, args, { env, ...(cwd && { cwd }), stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const { pid } = child;
  const log = logFile ? createWriteStream(logFile, { flags: 'a' }) : undefined;
  /** @type {string[]} */
  const tail = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (log) stream.pipe(log, { end: false });
    createInterface({ input: stream }).on('line', (line) => {
      if (tail.push(line) > TAIL) tail.shift();
      onLine?.(line);
    });
  }
  if (pid !== undefined) {
    alive.add(pid);
    if (runFolder) mark(runFolder, name, pid);
  }
  const exited = new Promise((/** @type {(code: number | null) => void} */ resolve) => {
    child.once('error', (error) => {
      tail.push(error.message);
      resolve(127);
    });
    child.once('exit', resolve);
  }).finally(() => alive.delete(pid ?? 0));
  /** @type {Promise<void> | undefined} */
  let stopping;
  const stop = async (/** @type {number} */ deadlineMs) => {
    if (pid !== undefined) await stopGroup(pid, exited, deadlineMs);
    if (runFolder) unmark(runFolder, name);
    log?.end();
  };
  return {
    name,
    pid,
    command: [command, ...args].join(' '),
    exited,
    tail: () => [...tail],
    stop: (deadlineMs = 10_000) => (stopping ??= stop(deadlineMs)),
  };
}

/** @param {number} pid @param {Promise<unknown>} exited @param {number} deadlineMs */
async function stopGroup(pid, exited, deadlineMs) {
  sendSignal(pid, 'SIGTERM');
  const timer = setTimeout(() => sendSignal(-pid, 'SIGKILL'), deadlineMs);
  await exited;
  clearTimeout(timer);
  // What it started itself and left behind.
  sendSignal(-pid, 'SIGKILL');
}
