import { spawn } from 'node:child_process';
import { Failure } from './failure.js';

/** Lines of output kept to show when a command fails. */
const TAIL = 12;

/** Commands that still run; they end with this process. @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill();
});

/**
 * Runs a command to its end; answers its output, or fails with its last lines.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, progress?: (line: string) => void, todo?: string | string[], timeoutMs?: number }} [options]
 * @returns {Promise<string>}
 */
export function run(command, args, options = {}) {
  const { cwd, env, progress = () => {}, todo, timeoutMs } = options;
  const shown = [command, ...args].join(' ');
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...(cwd && { cwd }),
      env: env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(timeoutMs && { timeout: timeoutMs }),
    });
    running.add(child);
    child.once('close', () => running.delete(child));
    let output = '';
    /** @type {string[]} */
    let tail = [];
    const take = (/** @type {Buffer} */ chunk) => {
      const text = chunk.toString();
      output += text;
      const lines = text.split(/[\r\n]+/).filter((line) => line.trim());
      tail = [...tail, ...lines].slice(-TAIL);
      if (lines.length > 0) progress(lines.at(-1) ?? '');
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const fail = (/** @type {string} */ message) =>
      reject(new Failure(message, { command: shown, tail, ...(todo && { todo }) }));
    child.on('error', (error) => fail(`cannot be started: ${error.message}`));
    child.on('close', (code, signal) =>
      code === 0 ? resolve(output) : fail(signal ? `ended by ${signal}` : `ended with code ${code}`),
    );
  });
}

/** Like `run`, but answers undefined when it fails. @param {string} command @param {string[]} args @param {Parameters<typeof run>[2]} [options] */
export async function tryRun(command, args, options) {
  return run(command, args, options).catch(() => undefined);
}
