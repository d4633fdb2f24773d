import { compose } from './compose.ts';
import type { Composed } from './compose.ts';
import { ConfigError, readConfig } from './config.ts';
import type { Config } from './config.ts';

/** Exit code of a process whose environment cannot be used (EX_CONFIG of sysexits). */
const EX_CONFIG = 78;

/** Reads the environment and composes a process; with a wrong environment it prints every problem and exits. */
export async function startProcess(name: 'service' | 'workers' | 'script'): Promise<Composed> {
  const config = configOrExit();
  const deps = await compose(config, { process: name });
  if (config.temporarySecrets && name !== 'script') {
    deps.log.warn(
      'secrets were made up for this process; AUTH_KEYS and PAYMENT_WEBHOOK_SECRET keep them over restarts',
    );
  }
  return deps;
}

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(EX_CONFIG);
  }
}
