import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crashServers } from './lib/crash-servers.js';
import { runMain } from './lib/failure.js';
import { environment, provideParts } from './lib/parts.js';
import { root } from './lib/paths.js';
import { duration } from './lib/step.js';
import { summaryLine } from './lib/summary.js';
import { foreground } from './lib/foreground.js';
import { startThrowaway } from './lib/throwaway.js';

/** `npm test`: provides everything, starts real services and runs every test. `--project unit` needs no services. */
await runMain(async () => {
  const began = Date.now();
  const args = process.argv.slice(2);
  const projects = args.flatMap((arg, index) =>
    arg === '--project' ? (args[index + 1] ?? []) : arg.startsWith('--project=') ? arg.slice(10) : [],
  );
  // The crash tests kill servers for minutes on end, so they run when asked for.
  const wants = (/** @type {string} */ name) => (projects.length === 0 ? name !== 'crash' : projects.includes(name));
  const needsServices = wants('integration') || wants('e2e');
  const needsServers = wants('crash');
  const provided = await provideParts([
    'packages',
    'node',
    ...(needsServices || needsServers ? /** @type {const} */ (['mediasoup worker', 'redis', 'mongodb']) : []),
    ...(needsServices ? /** @type {const} */ (['pages']) : []),
    ...(wants('e2e') ? /** @type {const} */ (['chromium']) : []),
  ]);
  const services = needsServices ? await startThrowaway(provided) : undefined;
  // Servers that are given cannot be killed.
  const servers = needsServers && provided.redis.path && provided.mongodb.path ? crashServers(provided) : undefined;
  if (needsServers && !servers)
    console.log('REDIS_URL or MONGODB_URI is set: the crash tests are left out, they kill servers');
  const folder = mkdtempSync(join(tmpdir(), 'shelfcast-test-'));
  const report = join(folder, 'report.json');
  console.log(`ready after ${duration(Date.now() - began)}\n`);
  const vitest = [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
    ...(!servers ? ['--project=!crash'] : []),
  ];
  const env = { ...environment(provided), ...services?.env, ...servers?.env };
  const code = await foreground(provided.node.path, vitest, env, services?.runFolder);
  await services?.stop();
  servers?.clear(code !== 0);
  console.log(`\nwhole run: ${duration(Date.now() - began)}`);
  console.log(summaryLine(existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined, code));
  rmSync(folder, { recursive: true });
  process.exitCode = code;
});
