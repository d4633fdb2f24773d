import { parseArgs } from 'node:util';

/** Whole numbers from the command line, each with its default: `--viewers 200`. */
export function readNumbers<K extends string>(defaults: Record<K, number>): Record<K, number> {
  const options = Object.fromEntries(Object.keys(defaults).map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ options });
  const read = Object.entries<number>(defaults).map(([name, value]) => [name, Number(values[name] ?? value)]);
  return Object.fromEntries(read) as Record<K, number>;
}

/** The two sides in the order of this try, alternating, so that neither always goes first. */
export function turns<T>(first: T, second: T, attempt: number): [T, T] {
  return attempt % 2 === 0 ? [first, second] : [second, first];
}
