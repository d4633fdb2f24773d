/** Repeatable chance: the same seed gives the same run of numbers. */
export interface Random {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  whole(min: number, max: number): number;
  pick<T>(values: readonly T[]): T;
  /** One of the keys, by weight. */
  weighted<K extends string>(weights: Record<K, number>): K;
  shuffle<T>(values: readonly T[]): T[];
  /** Chance of its own that does not depend on how often this one was asked. */
  branch(name: string): Random;
}

/** Mulberry32, whose whole state is one number that a person can type. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    whole,
    pick: (values) => values[whole(0, values.length - 1)]!,
    weighted(weights) {
      const entries = Object.entries(weights) as [keyof typeof weights, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of entries) if ((left -= weight) < 0) return key;
      return entries.at(-1)![0];
    },
    shuffle(values) {
      const all = [...values];
      for (let last = all.length - 1; last > 0; last -= 1) {
        const other = whole(0, last);
        [all[last], all[other]] = [all[other]!, all[last]!];
      }
      return all;
    },
    branch(name) {
      let hash = seed >>> 0;
      for (const char of name) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193) >>> 0;
      return createRandom(hash);
    },
  };
}
