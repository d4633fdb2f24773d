import { closeInOrder } from '#src/platform/lifecycle.ts';
import { startProcess } from '#src/start-process.ts';
import { startWorkers } from './run.ts';

/** The workers: purchases become orders, holds end, payments settle. Start as many processes as needed. */
const deps = await startProcess('workers');
const workers = await startWorkers(deps);
closeInOrder(deps.log, deps.config.SHUTDOWN_SECONDS * 1000, [
  { name: 'workers', close: () => workers.close() },
  { name: 'stores', close: () => deps.close() },
]);
deps.log.info('working');
