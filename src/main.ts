import { createApp } from './app.ts';
import { closeInOrder } from './platform/lifecycle.ts';
import { startProcess } from './start-process.ts';

/** The service node: HTTP API, sockets, rooms and their media. */
const deps = await startProcess('service');
const { config, log } = deps;
const app = createApp(deps);
closeInOrder(log, config.SHUTDOWN_SECONDS * 1000, [
  { name: 'edges', close: () => app.close() },
  { name: 'stores', close: () => deps.close() },
]);
await new Promise<void>((resolve, reject) => {
  app.http.once('error', reject).listen(config.PORT, config.HOST, resolve);
});
log.info({ listen: app.http.address() }, 'listening');
