import { runMain } from './lib/failure.js';
import { provideParts } from './lib/parts.js';

/** Packages and Node only: what `npm run check` needs on a fresh clone. */
await runMain(async () => void (await provideParts(['packages', 'node'])));
