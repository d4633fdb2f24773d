import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runMain } from './lib/failure.js';
import { foreground } from './lib/foreground.js';
import { environment, provideParts } from './lib/parts.js';
import { addresses, data, root } from './lib/paths.js';

/** `npm run verify-draw -- --room ID`: draws again from the public record of a room; needs no database. */
await runMain(async () => {
  const provided = await provideParts(['packages', 'node']);
  const file = join(root, 'scripts/draws/verify.ts');
  const running = existsSync(addresses) ? JSON.parse(readFileSync(addresses, 'utf8')) : {};
  const args = [file, ...process.argv.slice(2)];
  process.exitCode = await foreground(
    provided.node.path,
    args,
    { ...running, ...environment(provided) },
    join(data, 'run'),
  );
});
