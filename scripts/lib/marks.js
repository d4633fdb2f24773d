import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sendSignal } from './signals.js';

/** @typedef {{ name: string, pid: number, identity: string }} Mark a process as a later start can recognise it */

/** The order in which leftovers end: ours before the databases they use. */
const endOrder = ['service', 'workers', 'vitest', 'mongodb', 'redis'];

/** Notes a process so that the next start can tell it from a stranger with the same number. @param {string} folder @param {string} name @param {number} pid */
export function mark(folder, name, pid) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ name, pid, identity: identityOf(pid) }));
}

/** @param {string} folder @param {string} name */
export function unmark(folder, name) {
  rmSync(join(folder, `${name}.json`), { force: true });
}

/**
 * What no two processes share: the boot of the machine and the moment the process started. Command lines are no part of
 * it, because servers such as Redis rewrite theirs. Empty when there is no such process.
 * @param {number} pid
 */
export function identityOf(pid) {
  try {
    if (process.platform === 'linux') {
      const [state, ...fields] = statOf(pid);
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      return state === 'Z' ? '' : `${boot} ${fields[18]}`;
    }
    const ps = ['-o', 'lstart=,comm=', '-p', String(pid)];
    return execFileSync('ps', ps, { env: { ...process.env, LC_ALL: 'C' } })
      .toString()
      .trim();
  } catch {
    return '';
  }
}

/** The fields of /proc/<pid>/stat from the state on; the name before may hold anything. @param {number} pid */
function statOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Marked processes that still run and are the very ones that were noted, in the order they should end. @param {string} folder @returns {Mark[]} */
export function leftovers(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => readMark(join(folder, file)))
    .filter(stillRuns)
    .sort((a, b) => endOrder.indexOf(a.name) - endOrder.indexOf(b.name));
}

/** @param {Mark} found */
function stillRuns({ pid, identity }) {
  return Number.isInteger(pid) && pid > 1 && identity !== '' && identityOf(pid) === identity;
}

/** @param {string} file @returns {Mark[]} none when the file is damaged */
function readMark(file) {
  try {
    const { name, pid, identity } = JSON.parse(readFileSync(file, 'utf8'));
    return [{ name: String(name), pid, identity: String(identity) }];
  } catch {
    return [];
  }
}

/** Ends what an earlier start left running, one after the other. @param {Mark[]} marks */
export async function endLeftovers(marks, deadlineMs = 10_000) {
  for (const found of marks) {
    sendSignal(found.pid, 'SIGTERM');
    const patience = Date.now() + deadlineMs;
    while (stillRuns(found)) {
      if (Date.now() > patience) sendSignal(-found.pid, 'SIGKILL');
      await wait(50);
    }
  }
}
