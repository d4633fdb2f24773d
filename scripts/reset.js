import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Failure, runMain } from './lib/failure.js';
import { data } from './lib/paths.js';
import { endLeftovers, leftovers } from './lib/marks.js';

/** `npm run reset [-- --yes]`: deletes the data of `npm start` after asking. */
await runMain(async () => {
  if (!existsSync(data)) return console.log('there is no data to delete');
  const left = leftovers(join(data, 'run'));
  if (left.some(({ name }) => name === 'launcher'))
    throw new Failure('Shelfcast is running', { todo: 'end `npm start` with Ctrl-C first' });
  if (!process.argv.includes('--yes')) {
    if (!process.stdin.isTTY) throw new Failure('nobody can be asked here', { todo: 'npm run reset -- --yes' });
    const prompt = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await prompt.question('Delete all accounts, shops, rooms and orders of this installation? [y/N] ');
    prompt.close();
    if (answer.trim().toLowerCase() !== 'y') return console.log('nothing was deleted');
  }
  await endLeftovers(left);
  rmSync(data, { recursive: true });
  console.log('deleted; the next npm start begins anew');
});
