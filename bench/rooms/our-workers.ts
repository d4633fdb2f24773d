import { compose } from '#src/compose.ts';
import { startWorkers } from '#workers/run.ts';
import { serveCalls } from './calls.ts';
import { ourConfig } from './our-config.ts';

/** The workers as they are deployed, in a process of their own beside the service of the same namespace. */
const { namespace, config } = ourConfig();
const deps = await compose(config, { process: 'workers', dbName: namespace });
const workers = await startWorkers(deps);

serveCalls({}, async () => {
  await workers.close();
  await deps.close();
});
