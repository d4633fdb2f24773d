import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from './paths.js';
import { startProcess } from './processes.js';
import { run } from './run.js';
import { untilAnswers } from './until-answers.js';

/** @typedef {import('./processes.js').Service} Service */
/** @typedef {{ node: string, env: NodeJS.ProcessEnv, logs: string, runFolder: string, onStart: (service: Service) => void }} Ours */

/** Starts the service or the workers; what they warn of is shown in short. @param {string} name @param {string} file @param {Ours} ours */
export function startOurs(name, file, { node, env, logs, runFolder, onStart }) {
  const service = startProcess(name, node, [file], {
    cwd: root,
    env,
    logFile: join(logs, `${name}.log`),
    runFolder,
    onLine(line) {
      const warning = warningOf(line);
      if (warning) console.log(`  [${name}] ${warning}`);
    },
  });
  onStart(service);
  return service;
}

/** What is worth showing of a log line: warnings, errors, and what is no log line at all. @param {string} line */
export function warningOf(line) {
  if (!line.startsWith('{')) return line.trim();
  try {
    const { level, msg, err } = JSON.parse(line);
    return level >= 40 ? [msg, err?.message].filter(Boolean).join(': ') : '';
  } catch {
    return line;
  }
}

/** Waits until the service says it is ready. @param {Service} service @param {string} host @param {number} port */
export async function untilReady(service, host, port) {
  const reached = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  const url = `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}/readyz`;
  const controller = new AbortController();
  await untilAnswers(service, poll(url, controller.signal), 60_000).finally(() => controller.abort());
  return { source: `listening on ${host}:${port}`, why: 'started' };
}

/** @param {string} url @param {AbortSignal} signal */
async function poll(url, signal) {
  while (!signal.aborted) {
    const answer = await fetch(url, { signal }).catch(() => undefined);
    if (answer?.ok) return;
    await wait(50);
  }
}

/** Fills an empty database with the demo; what is there stays. @param {string} node @param {NodeJS.ProcessEnv} env @param {(line: string) => void} progress */
export async function seedDemo(node, env, progress) {
  const output = await run(node, ['scripts/seed.ts'], {
    cwd: root,
    env,
    progress,
    todo: 'npm run reset, then start again',
  });
  const line = output
    .trim()
    .split('\n')
    .findLast((each) => each.startsWith('{"accounts"'));
  return { source: 'scripts/seed.ts', why: 'there', demo: line ? JSON.parse(line) : { accounts: [] } };
}
