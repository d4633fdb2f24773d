import type { Config } from '../config.ts';

/** Who may open a socket from a browser: pages of this very host, of PUBLIC_URL, and what ALLOWED_ORIGINS names. */
export function originRule(
  config: Pick<Config, 'PUBLIC_URL' | 'ALLOWED_ORIGINS'>,
): (origin: string, host: string) => boolean {
  const named = new Set([...config.ALLOWED_ORIGINS, ...(config.PUBLIC_URL ? [new URL(config.PUBLIC_URL).origin] : [])]);
  return (origin, host) => named.has(origin) || (URL.canParse(origin) && host !== '' && new URL(origin).host === host);
}
