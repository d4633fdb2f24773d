import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Failure, runMain } from './lib/failure.js';
import { data } from './lib/paths.js';
import { leftovers } from './lib/processes.js';

/** `npm run reset [-- --yes]`: deletes the data of `npm start` after asking. */
await runMain(async () => {
  if (!existsSync(data)) return console.log('there is no data to delete');
  if (leftovers(join(data, 'run')).length > 0)
    throw new Failure('Shelfcast is running', { todo: 'end `npm start` with Ctrl-C first' });
  if (!process.argv.includes('--yes')) {
    const prompt = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await prompt.question('Delete all accounts, shops, rooms and orders of this installation? [y/N] ');
    prompt.close();
    if (answer.trim().toLowerCase() !== 'y') return console.log('nothing was deleted');
  }
  rmSync(data, { recursive: true });
  console.log('deleted; the next npm start begins anew');
});
