/** One letter repeated `count` times, with its place in the original text (UTF-16 offsets). */
interface Run {
  letter: string;
  count: number;
  start: number;
  end: number;
}

/** A word ready to be looked for. `whole`: Latin words match only between non-letters, so "class" holds no shorter word. */
export interface BlockedWord {
  readonly word: string;
  readonly runs: readonly { letter: string; count: number }[];
  readonly whole: boolean;
}

export interface FoundWord {
  word: string;
  start: number;
  end: number;
}

const latin = /^[a-z0-9]$/;
const unseen = /[\p{Cf}\p{Mn}]/u;

const compiled = new WeakMap<readonly string[], BlockedWord[]>();

/** Prepares a list of words; the same list is prepared once. */
export function compileWords(words: readonly string[]): BlockedWord[] {
  let ready = compiled.get(words);
  if (!ready) compiled.set(words, (ready = compile(words)));
  return ready;
}

function compile(words: readonly string[]): BlockedWord[] {
  return words
    .map((word) => ({ word, runs: toRuns(word) }))
    .filter(({ runs }) => runs.length > 0)
    .map(({ word, runs }) => ({ word, runs, whole: latin.test(runs[0]!.letter) && latin.test(runs.at(-1)!.letter) }));
}

/**
 * The first blocked word of a text; pure. Width, case, accents and invisible characters do not hide a word,
 * nor does repeating its letters.
 */
export function findWord(text: string, words: readonly BlockedWord[]): FoundWord | undefined {
  const runs = toRuns(text);
  for (let at = 0; at < runs.length; at += 1) {
    const found = words.find((word) => matchesAt(runs, at, word));
    if (found) return { word: found.word, start: runs[at]!.start, end: runs[at + found.runs.length - 1]!.end };
  }
  return undefined;
}

function matchesAt(runs: readonly Run[], at: number, { runs: wanted, whole }: BlockedWord): boolean {
  if (at + wanted.length > runs.length) return false;
  const fits = wanted.every(({ letter, count }, index) => {
    const run = runs[at + index]!;
    return run.letter === letter && run.count >= count;
  });
  if (!fits || !whole) return fits;
  return !isLatin(runs[at - 1]) && !isLatin(runs[at + wanted.length]);
}

const isLatin = (run: Run | undefined): boolean => run !== undefined && latin.test(run.letter);

function toRuns(text: string): Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    for (const letter of character.normalize('NFKD').toLowerCase()) {
      if (unseen.test(letter)) continue;
      const last = runs.at(-1);
      if (last?.letter === letter) {
        last.count += 1;
        last.end = end;
      } else {
        runs.push({ letter, count: 1, start: at, end });
      }
    }
    at = end;
  }
  return runs;
}
