import AhoCorasick from 'modern-ahocorasick';

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

/** Words that are looked for together: one pass over a text finds every candidate. */
export interface WordList {
  readonly matcher: AhoCorasick<BlockedWord> | undefined;
}

const compiled = new WeakMap<readonly string[], WordList>();

/** Prepares a list of words; the same list is prepared once. */
export function compileWords(words: readonly string[]): WordList {
  let ready = compiled.get(words);
  if (!ready) compiled.set(words, (ready = compile(words)));
  return ready;
}

function compile(words: readonly string[]): WordList {
  const patterns = words.flatMap((word) => {
    const runs = toRuns(word);
    const [first, last] = [runs[0], runs.at(-1)];
    if (!first || !last) return [];
    const whole = latin.test(first.letter) && latin.test(last.letter);
    return [{ pattern: lettersOf(runs), data: { word, runs, whole } }];
  });
  return { matcher: patterns.length > 0 ? new AhoCorasick<BlockedWord>(patterns) : undefined };
}

/**
 * The first blocked word of a text; pure. Width, case, accents and invisible characters do not hide a word,
 * nor does repeating its letters.
 */
export function findWord(text: string, ...lists: readonly WordList[]): FoundWord | undefined {
  if (lists.every(({ matcher }) => !matcher)) return undefined;
  const runs = toRuns(text);
  const letters = lettersOf(runs);
  let first: FoundWord | undefined;
  for (const { matcher } of lists) {
    for (const { start, data } of matcher?.iterate(letters) ?? []) {
      const at = runIndex(runs, start);
      if (!matchesAt(runs, at, data!)) continue;
      const found = { word: data!.word, start: runs[at]!.start, end: runs[at + data!.runs.length - 1]!.end };
      if (!first || found.start < first.start) first = found;
    }
  }
  return first;
}

/**
 * Every run once, so that repeating a letter changes nothing for the matcher, which compares whole graphemes: a line break
 * keeps marks and skin tones from becoming one with the letter before them and so hiding it.
 */
const lettersOf = (runs: readonly { letter: string }[]): string => runs.map(({ letter }) => letter).join('\n');

/** The run at an offset of the joined letters, some of which take two UTF-16 units. */
function runIndex(runs: readonly Run[], offset: number): number {
  let [index, left] = [0, offset];
  while (left > 0) left -= runs[index++]!.letter.length + 1;
  return index;
}

/** A matched place still has to have each letter as often as the word, and a Latin word must stand alone. */
function matchesAt(runs: readonly Run[], at: number, { runs: wanted, whole }: BlockedWord): boolean {
  const fits = wanted.every(({ count }, index) => runs[at + index]!.count >= count);
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
