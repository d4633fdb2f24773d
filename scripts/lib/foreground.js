import { spawn } from 'node:child_process';
import { Failure } from './failure.js';
import { mark, unmark } from './marks.js';
import { sendSignal, whenAskedToEnd } from './signals.js';

/**
 * Runs a program in the foreground and answers its exit code. A wish to end goes to the program; what it leaves running
 * ends with it.
 * @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} env @param {string} [runFolder] for its mark
 * @returns {Promise<number>}
 */
export async function foreground(command, args, env, runFolder) {
  // A group of its own, so that Ctrl-C reaches it once and not a second time through us.
  const child = spawn(command, args, { env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  const { pid = 0 } = child;
  const killGroup = () => sendSignal(-pid, 'SIGKILL');
  process.on('exit', killGroup);
  if (runFolder && pid) mark(runFolder, 'vitest', pid);
  whenAskedToEnd((name) => sendSignal(pid, name));
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', (error) => reject(new Failure(error.message, { command: [command, ...args].join(' ') })));
      child.once('exit', (code) => resolve(code ?? 1));
    });
  } finally {
    killGroup();
    process.off('exit', killGroup);
    if (runFolder) unmark(runFolder, 'vitest');
    whenAskedToEnd();
  }
}
