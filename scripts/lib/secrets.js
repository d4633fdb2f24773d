import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Secrets of this installation, made once, so that people stay signed in over restarts. @param {string} file */
export function keptSecrets(file) {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const secrets = {
    AUTH_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    PAYMENT_WEBHOOK_SECRET: randomBytes(24).toString('hex'),
  };
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}
