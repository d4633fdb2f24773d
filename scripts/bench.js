import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, runMain } from './lib/failure.js';
import { environment, provideParts } from './lib/parts.js';
import { root } from './lib/paths.js';
import { foreground } from './lib/foreground.js';
import { startThrowaway } from './lib/throwaway.js';

/** `npm run bench -- NAME`: runs one benchmark with its baseline in the same run; its last line is JSON. */
await runMain(async () => {
  const names = readdirSync(join(root, 'bench'))
    .filter((file) => file.endsWith('.ts') && file !== 'report.ts')
    .map((file) => file.slice(0, -3));
  const [name, ...args] = process.argv.slice(2);
  if (!name || !names.includes(name))
    throw new Failure(name ? `there is no bench ${name}` : 'which bench?', {
      todo: `npm run bench -- ${names.join(' | ')}`,
    });
  const provided = await provideParts([
    'packages',
    'node',
    'mediasoup worker',
    'redis',
    'mongodb',
    'pages',
    'chromium',
  ]);
  const services = await startThrowaway(provided);
  const env = { ...environment(provided), ...services.env };
  const file = join(root, 'bench', `${name}.ts`);
  process.exitCode = await foreground(provided.node.path, [file, ...args], env, services.runFolder);
  await services.stop();
});
