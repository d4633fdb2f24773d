import { startProcess } from '#src/start-process.ts';
import { seedDemo } from './seed/demo.ts';

/**
 * Fills a database with a demo: `node scripts/seed.ts`, with the service's environment. What is there already stays, so
 * it runs before every start. Its last line is JSON: the accounts, and the room that can go live.
 */
process.env['LOG_LEVEL'] ||= 'warn';
const deps = await startProcess('script');
try {
  const demo = await seedDemo(deps, (line) => console.log(line));
  console.log(JSON.stringify(demo));
} finally {
  await deps.close();
}
