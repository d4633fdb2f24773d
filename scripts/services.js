import { runMain, Failure } from './lib/failure.js';
import { environment, provideParts } from './lib/parts.js';
import { foreground, startThrowaway } from './lib/throwaway.js';

/** `node scripts/services.js -- COMMAND...`: runs a command with throw-away Redis and MongoDB, for work on the code. */
await runMain(async () => {
  const [command, ...args] = process.argv.slice(process.argv.indexOf('--') + 1 || process.argv.length);
  if (!command)
    throw new Failure('no command given', { todo: 'node scripts/services.js -- vitest run --project integration' });
  const provided = await provideParts(['packages', 'node', 'mediasoup worker', 'redis', 'mongodb']);
  const services = await startThrowaway(provided);
  const env = environment(provided);
  const code = await foreground(command, args, {
    ...env,
    PATH: `node_modules/.bin:${env.PATH}`,
    ...services.env,
  }).finally(() => services.stop());
  process.exitCode = code;
});
