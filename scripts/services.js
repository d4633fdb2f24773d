import { delimiter, join } from 'node:path';
import { runMain, Failure } from './lib/failure.js';
import { environment, provideParts } from './lib/parts.js';
import { foreground } from './lib/foreground.js';
import { root } from './lib/paths.js';
import { startThrowaway } from './lib/throwaway.js';

/** `node scripts/services.js [--cluster] -- COMMAND...`: runs a command with throw-away Redis and MongoDB, for work on the code;
 * with `--cluster` Redis is a cluster of three masters. */
await runMain(async () => {
  const start = process.argv.indexOf('--') + 1 || process.argv.length;
  const cluster = process.argv.slice(2, start).includes('--cluster');
  const [command, ...args] = process.argv.slice(start);
  if (!command)
    throw new Failure('no command given', { todo: 'node scripts/services.js -- vitest run --project integration' });
  const provided = await provideParts(['packages', 'node', 'mediasoup worker', 'redis', 'mongodb']);
  const services = await startThrowaway(provided, { cluster });
  const env = environment(provided);
  const path = `${join(root, 'node_modules/.bin')}${delimiter}${env.PATH}`;
  process.exitCode = await foreground(command, args, { ...env, PATH: path, ...services.env }, services.runFolder);
  await services.stop();
});
