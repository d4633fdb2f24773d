import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startMongo, startRedis } from './lib/databases.js';
import { Failure, runMain } from './lib/failure.js';
import { endLeftovers, leftovers, mark, unmark } from './lib/marks.js';
import { seedDemo, startOurs, untilReady } from './lib/our-processes.js';
import { environment, provideParts } from './lib/parts.js';
import { addresses, data } from './lib/paths.js';
import { choosePort } from './lib/ports.js';
import { keptSecrets } from './lib/secrets.js';
import { sendSignal, whenAskedToEnd } from './lib/signals.js';
import { duration, step } from './lib/step.js';

const began = Date.now();
const runFolder = join(data, 'run');
const logs = join(data, 'logs');
/** Ours finish what they have begun while the databases are still there. */
const endOrder = ['service', 'workers', 'mongodb', 'redis'];
/** @type {import('./lib/processes.js').Service[]} */
const running = [];
let ending = false;

/** `npm start`: provides everything, starts everything, prints where to look. */
await runMain(async () => {
  mkdirSync(logs, { recursive: true });
  await cleanUp();
  whenAskedToEnd(() => void end(0));
  try {
    await startAll();
  } catch (error) {
    // Ending makes the steps under way fail; that is no news.
    if (ending) return;
    ending = true;
    await stopAll();
    throw error;
  }
});

async function cleanUp() {
  const left = leftovers(runFolder);
  if (left.some(({ name }) => name === 'launcher'))
    throw new Failure('Shelfcast is running already from this folder', {
      todo: 'use it, or end it with Ctrl-C where it was started',
    });
  mark(runFolder, 'launcher', process.pid);
  if (left.length === 0) return;
  await step('clean-up', async () => {
    await endLeftovers(left);
    return { source: `ended ${left.map(({ name }) => name).join(', ')}`, why: 'an earlier start was killed' };
  });
}

async function startAll() {
  const provided = await provideParts(['packages', 'node', 'mediasoup worker', 'redis', 'mongodb', 'pages']);
  const node = provided.node.path;
  const place = { node, folder: data, logs, runFolder, onStart: keep };
  const redis = await step('redis server', () => startRedis(provided.redis, place));
  const mongo = await step('mongodb server', () => startMongo(provided.mongodb, place));
  const host = process.env.HOST || '127.0.0.1';
  const port = await choosePort(process.env.PORT, host);
  const url = process.env.PUBLIC_URL || `http://localhost:${port}`;
  // For what looks at us while we run, e.g. `npm run audit`.
  writeFileSync(addresses, JSON.stringify({ REDIS_URL: redis.url, MONGODB_URI: mongo.url, PUBLIC_URL: url }));
  const env = {
    DEMO_MODE: 'true',
    ...keptSecrets(join(data, 'secrets.json')),
    ...environment(provided),
    REDIS_URL: redis.url,
    MONGODB_URI: mongo.url,
    PORT: String(port),
    HOST: host,
    PUBLIC_URL: url,
  };
  const ours = { node, env, logs, runFolder, onStart: keep };
  const seed = await step('demo data', (progress) => seedDemo(node, env, progress));
  await step('service node', () => untilReady(startOurs('service', 'src/main.ts', ours), host, port));
  await step('workers', async () => {
    startOurs('workers', 'workers/main.ts', ours);
    return { source: 'workers/main.ts', why: 'started' };
  });
  printWelcome(url, seed.demo);
}

/** A process that ends by itself ends everything: half a system would only look alive. @param {import('./lib/processes.js').Service} child */
function keep(child) {
  running.push(child);
  void child.exited.then((code) => {
    if (ending) return;
    console.error(`\n✗ ${child.name} ended with code ${code}; its log is .data/logs/${child.name}.log`);
    for (const line of child.tail().slice(-5)) console.error(`    ${line.slice(0, 300)}`);
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
  const inOrder = running.toSorted((a, b) => endOrder.indexOf(a.name) - endOrder.indexOf(b.name));
  for (const child of inOrder) await child.stop(20_000);
  rmSync(addresses, { force: true });
  unmark(runFolder, 'launcher');
}

/** Ends everything in order; asked a second time, at once. @param {number} code */
async function end(code) {
  if (ending) {
    for (const { pid } of running) if (pid) sendSignal(-pid, 'SIGKILL');
    return;
  }
  ending = true;
  console.log('\nending …');
  await stopAll();
  process.exit(code);
}
