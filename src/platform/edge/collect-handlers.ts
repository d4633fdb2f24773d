/**
 * Merges the features' handlers and checks them against the contract's names.
 * @throws when a name has two handlers or none
 */
export function collectHandlers<T extends object>(
  what: 'route' | 'command',
  names: readonly string[],
  parts: readonly T[],
): T {
  const all: Record<string, unknown> = {};
  for (const [name, handler] of parts.flatMap((part) => Object.entries(part))) {
    if (Object.hasOwn(all, name)) throw new Error(`two handlers for ${what} ${name}`);
    if (!names.includes(name)) throw new Error(`the contract has no ${what} ${name}`);
    all[name] = handler;
  }
  const missing = names.filter((name) => !Object.hasOwn(all, name));
  if (missing.length > 0) throw new Error(`${what}s without a handler: ${missing.join(', ')}`);
  return all as T;
}
