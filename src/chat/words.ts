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
const unseen = /[\p{Cf}\p{Mn}]/gu;

/** Words by their first letter, so that a text is compared with few of them. */
export type WordList = ReadonlyMap<string, readonly BlockedWord[]>;

const compiled = new WeakMap<readonly string[], WordList>();

/** Prepares a list of words; the same list is prepared once. */
export function compileWords(words: readonly string[]): WordList {
  let ready = compiled.get(words);
  if (!ready) compiled.set(words, (ready = compile(words)));
  return ready;
}

function compile(words: readonly string[]): WordList {
  const list = new Map<string, BlockedWord[]>();
  for (const word of words) {
    const runs = toRuns(word);
    const [first, last] = [runs[0], runs.at(-1)];
    if (!first || !last) continue;
    const whole = latin.test(first.letter) && latin.test(last.letter);
    list.set(first.letter, [...(list.get(first.letter) ?? []), { word, runs, whole }]);
  }
  return list;
}

/**
 * The first blocked word of a text; pure. Width, case, accents and invisible characters do not hide a word,
 * nor does repeating its letters.
 */
export function findWord(text: string, ...lists: readonly WordList[]): FoundWord | undefined {
  const runs = toRuns(text);
  for (const [at, run] of runs.entries()) {
    for (const list of lists) {
      const found = list.get(run.letter)?.find((word) => matchesAt(runs, at, word));
      if (found) return { word: found.word, start: run.start, end: runs[at + found.runs.length - 1]!.end };
    }
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
    for (const letter of plain(character)) {
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

/** The letters a character stands for, without width, case, accents and what is not seen. Most are plain already. */
function plain(character: string): string {
  if (character < '\u0080') return character.toLowerCase();
  return character.normalize('NFKD').toLowerCase().replace(unseen, '');
}
