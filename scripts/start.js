import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startMongo, startRedis, untilAnswers } from './lib/databases.js';
import { Failure, runMain } from './lib/failure.js';
import { environment, provideParts } from './lib/parts.js';
import { data, root } from './lib/paths.js';
import { nextFreePort } from './lib/ports.js';
import { endLeftovers, leftovers, mark, startProcess } from './lib/processes.js';
import { run } from './lib/run.js';
import { keptSecrets } from './lib/secrets.js';
import { duration, step } from './lib/step.js';

const began = Date.now();
const runFolder = join(data, 'run');
const logs = join(data, 'logs');
/** @type {import('./lib/processes.js').Service[]} in the order they were started */
const running = [];
let ending = false;
const endOrder = ['service', 'workers', 'mongodb', 'redis'];

/** `npm start`: provides everything, starts everything, prints where to look. */
await runMain(async () => {
  mkdirSync(logs, { recursive: true });
  await cleanUp();
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, () => void end(0));
  try {
    await startAll();
  } catch (error) {
    await stopAll();
    throw error;
  }
});

async function cleanUp() {
  // Ours before the databases they use.
  const left = leftovers(runFolder).toSorted((a, b) => endOrder.indexOf(a.name) - endOrder.indexOf(b.name));
  if (left.some(({ name }) => name === 'launcher'))
    throw new Failure('Shelfcast is running already from this folder', {
      todo: 'use it, or end it with Ctrl-C where it was started',
    });
  if (left.length > 0) {
    await step('clean-up', async () => {
      await endLeftovers(left);
      return { source: `ended ${left.map(({ name }) => name).join(', ')}`, why: 'an earlier start was killed' };
    });
  }
  mark(runFolder, 'launcher', process.pid);
}

async function startAll() {
  const provided = await provideParts(['packages', 'node', 'mediasoup worker', 'redis', 'mongodb', 'pages']);
  const place = { folder: data, logs, runFolder };
  const redis = await step('redis server', async () => keep(await startRedis(provided.redis, place)));
  const mongo = await step('mongodb server', async (progress) =>
    keep(await startMongo(provided.mongodb, place, progress)),
  );
  const port = await choosePort();
  const host = process.env.HOST ?? '127.0.0.1';
  const url = process.env.PUBLIC_URL ?? `http://localhost:${port}`;
  const env = {
    DEMO_MODE: 'true',
    ...environment(provided),
    ...keptSecrets(join(data, 'secrets.json')),
    REDIS_URL: redis.url,
    MONGODB_URI: mongo.uri,
    PORT: String(port),
    HOST: host,
    PUBLIC_URL: url,
  };
  const seed = await step('demo data', (progress) => seedDemo(provided.node.path, env, progress));
  const service = await step('service node', async () => {
    const started = startOurs('service', provided.node.path, 'src/main.ts', env);
    await untilAnswers(started, async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok);
    return { source: `listening on ${url}`, process: started };
  });
  const workers = await step('workers', async () => {
    const started = startOurs('workers', provided.node.path, 'workers/main.ts', env);
    return { source: 'started', process: started };
  });
  for (const child of [service.process, workers.process]) watch(child);
  printWelcome(url, seed.demo);
}

/** @param {{ url?: string, uri?: string, service?: import('./lib/processes.js').Service }} started */
function keep(started) {
  if (started.service) running.push(started.service);
  return {
    ...started,
    url: started.url ?? '',
    uri: started.uri ?? '',
    source: started.service ? 'started' : 'already there',
  };
}

async function choosePort() {
  const wanted = Number(process.env.PORT || 3000);
  const port = await nextFreePort(wanted);
  if (port === undefined) throw new Failure(`no free port from ${wanted} on`, { todo: 'set PORT to a free one' });
  if (port !== wanted && process.env.PORT)
    throw new Failure(`port ${wanted} is taken`, { todo: 'set PORT to another one, or end the program that uses it' });
  if (port !== wanted) console.log(`  port ${wanted} is taken, using ${port}`);
  return port;
}

/** @param {string} node @param {NodeJS.ProcessEnv} env @param {(line: string) => void} progress */
async function seedDemo(node, env, progress) {
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
  return { source: 'there', demo: line ? JSON.parse(line) : { accounts: [] } };
}

/** @param {string} name @param {string} node @param {string} file @param {NodeJS.ProcessEnv} env */
function startOurs(name, node, file, env) {
  const onLine = (/** @type {string} */ line) => {
    const entry = line.startsWith('{') ? JSON.parse(line) : { level: 50, msg: line };
    if (entry.level >= 40) console.log(`  [${name}] ${entry.msg ?? ''} ${entry.err?.message ?? ''}`.trimEnd());
  };
  const child = startProcess(name, node, [file], {
    cwd: root,
    env,
    logFile: join(logs, `${name}.log`),
    runFolder,
    onLine,
  });
  running.push(child);
  return child;
}

/** A process of ours that ends by itself ends everything: half a system would only look alive. @param {import('./lib/processes.js').Service} child */
function watch(child) {
  void child.exited.then((code) => {
    if (ending) return;
    console.error(`\n✗ ${child.name} ended with code ${code}; its log is .data/logs/${child.name}.log`);
    void end(1);
  });
}

/** @param {string} url @param {{ accounts: { role: string, email: string, password: string }[], roomId?: string }} demo */
function printWelcome(url, demo) {
  console.log(`\nShelfcast is ready after ${duration(Date.now() - began)}.\n`);
  console.log(`  watch and buy   ${url}/room/${demo.roomId ?? ''}`);
  console.log(`  go live         ${url}/studio/${demo.roomId ?? ''}`);
  console.log(`  shop            ${url}/shop`);
  console.log(`  console         ${url}/console`);
  console.log(`  lobby           ${url}/\n`);
  for (const { role, email, password } of demo.accounts) console.log(`  ${role.padEnd(12)} ${email}  /  ${password}`);
  console.log('\nCtrl-C ends everything. Data stays in .data; npm run reset deletes it.');
}

async function stopAll() {
  // Ours first, so that they finish what they have begun while the databases are still there.
  for (const child of running.toReversed()) await child.stop(20_000);
  const { rmSync } = await import('node:fs');
  rmSync(join(runFolder, 'launcher.json'), { force: true });
}

/** @param {number} code */
async function end(code) {
  if (ending) return;
  ending = true;
  console.log('\nending …');
  await stopAll();
  process.exit(code);
}
