/** Longest refused word the contract takes, in UTF-16 units as the service counts. */
export const WORD_MAX = 20;

/** One word per line; empty lines and repeats are left out; pure. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}

/** What the service would refuse of a list of words: one that is too long, or too many of them; pure. */
export function wordsProblem(words: readonly string[], most: number): { long: string } | { most: number } | undefined {
  const long = words.find((word) => word.length > WORD_MAX);
  if (long !== undefined) return { long };
  return words.length > most ? { most } : undefined;
}
