import type { Log } from '../log.ts';

/**
 * Merges the features' handlers and checks them against the contract's names.
 * @throws when a name has two handlers, and with `refuseMissing` when one has none
 */
export function collectHandlers<T extends object>(
  log: Log,
  what: 'route' | 'command',
  names: readonly string[],
  parts: readonly T[],
  refuseMissing: boolean,
): T {
  const all: Record<string, unknown> = {};
  for (const [name, handler] of parts.flatMap((part) => Object.entries(part))) {
    if (Object.hasOwn(all, name)) throw new Error(`two handlers for ${what} ${name}`);
    if (!names.includes(name)) throw new Error(`the contract has no ${what} ${name}`);
    all[name] = handler;
  }
  const missing = names.filter((name) => !Object.hasOwn(all, name));
  if (missing.length > 0 && refuseMissing) throw new Error(`${what}s without a handler: ${missing.join(', ')}`);
  if (missing.length > 0) log.warn({ missing }, `${what}s without a handler`);
  return all as T;
}
