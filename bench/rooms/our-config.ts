import { readConfig } from '#src/config.ts';
import type { Config } from '#src/config.ts';

/** What the service's processes of one bench share: a namespace in Redis and MongoDB, and their settings. */
export function ourConfig(): { namespace: string; config: Config } {
  const namespace = process.env['BENCH_NAMESPACE'] ?? `bench${process.pid}`;
  const config = readConfig({
    ...process.env,
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    REDIS_PREFIX: namespace,
    MEDIA_WORKERS: '1',
    // Viewers of the bench come from many addresses, as viewers do.
    TRUST_PROXY: '1',
    AUTH_KEYS: `bench:${Buffer.alloc(32, 'bench').toString('base64')}`,
    PAYMENT_WEBHOOK_SECRET: 'a secret of the benches',
    PORT: '0',
  });
  return { namespace, config };
}
