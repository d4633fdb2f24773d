import { join } from 'node:path';
import { Failure, runMain } from './lib/failure.js';
import { crashServers } from './lib/crash-servers.js';
import { foreground } from './lib/foreground.js';
import { environment, provideParts } from './lib/parts.js';
import { root } from './lib/paths.js';

/**
 * `npm run crash -- [--runs 200] [--seed N] [--only victim/point] [--slice]`: kills every part of a running sale at every
 * point and checks that no promise was broken. It starts servers of its own, since it kills them.
 */
await runMain(async () => {
  const provided = await provideParts(['packages', 'node', 'mediasoup worker', 'redis', 'mongodb']);
  if (!provided.redis.path || !provided.mongodb.path)
    throw new Failure('REDIS_URL or MONGODB_URI is set, and a server that is not ours cannot be killed', {
      todo: 'unset both and start again',
    });
  const servers = crashServers(provided);
  const env = { ...environment(provided), ...servers.env };
  const args = [join(root, 'test/crash/main.ts'), ...process.argv.slice(2)];
  process.exitCode = await foreground(provided.node.path, args, env, servers.runFolder);
  servers.clear(process.exitCode !== 0);
});
