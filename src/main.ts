import closeWithGrace from 'close-with-grace';
import { createApp } from './app.ts';
import { compose } from './compose.ts';
import { ConfigError, readConfig } from './config.ts';
import type { Config } from './config.ts';

/** The service node: HTTP API, sockets, rooms and their media. */
async function main(): Promise<void> {
  const config = configOrExit();
  const deps = await compose(config, { process: 'service' });
  if (config.temporarySecrets)
    deps.log.warn(
      'secrets were made up for this process; set AUTH_KEYS and PAYMENT_WEBHOOK_SECRET to keep people signed in over restarts',
    );
  const app = createApp(deps);
  await new Promise<void>((resolve, reject) => {
    app.http.once('error', reject).listen(config.PORT, config.HOST, resolve);
  });
  deps.log.info({ address: app.http.address() }, 'listening');
  closeWithGrace({ delay: config.SHUTDOWN_SECONDS * 1000, logger: deps.log }, async ({ err }) => {
    if (err) deps.log.fatal({ err }, 'ending after an unexpected error');
    app.drain();
    app.http.close();
    app.http.closeIdleConnections();
    await deps.close();
  });
}

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(78);
  }
}

await main();
