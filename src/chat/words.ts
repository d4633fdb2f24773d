import AhoCorasick from 'modern-ahocorasick';
import { invisible } from '#src/contract/visible-text.ts';

/** One letter repeated `count` times, with its place in the original text (UTF-16 offsets). */
interface Run {
  letter: string;
  count: number;
  start: number;
  end: number;
}

/** A word ready to be looked for. `whole`: Latin words match only between non-letters, or blocked words, so "class" holds no shorter word. */
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
const accents = /[\p{Mn}\p{Me}]/gu;

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
 * The first blocked word of a text; pure. Width, case, accents and invisible characters do not hide a word, nor do repeating
 * its letters, repeating all of it, or a number beside it. Any white space is one space.
 */
export function findWord(text: string, ...lists: readonly WordList[]): FoundWord | undefined {
  if (lists.every(({ matcher }) => !matcher)) return undefined;
  const runs = toRuns(text);
  let first: FoundWord | undefined;
  /** Runs at which a Latin word may begin because others end there, with the run where the first of them began. */
  const after = new Map<number, number>();
  for (const { at, end, data } of matches(runs, lists)) {
    const begin = data.whole && isPartOf(runs[at - 1], runs[at]!) ? after.get(at) : at;
    if (begin === undefined) continue;
    if (data.whole) after.set(end, Math.min(begin, after.get(end) ?? begin));
    if (data.whole && isPartOf(runs[end], runs[end - 1]!)) continue;
    const found = { word: data.word, start: runs[begin]!.start, end: runs[end - 1]!.end };
    if (!first || found.start < first.start) first = found;
  }
  return first;
}

/** The places where the letters of a word stand, each as often as in the word, in the order of the text. */
function matches(runs: readonly Run[], lists: readonly WordList[]): { at: number; end: number; data: BlockedWord }[] {
  const letters = lettersOf(runs);
  const places = lists.flatMap(({ matcher }) => [...(matcher?.iterate(letters) ?? [])]);
  return places
    .map(({ start, data }) => ({ at: runIndex(runs, start), data: data! }))
    .filter(({ at, data }) => data.runs.every(({ count }, index) => runs[at + index]!.count >= count))
    .map(({ at, data }) => ({ at, end: at + data.runs.length, data }))
    .toSorted((a, b) => a.at - b.at);
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

/** Whether a neighbour makes a Latin word part of a longer one: a letter does, a number only beside another number. */
function isPartOf(neighbour: Run | undefined, edge: Run): boolean {
  if (!neighbour || !latin.test(neighbour.letter)) return false;
  return !isDigit(neighbour) || isDigit(edge);
}

const isDigit = ({ letter }: Run): boolean => letter >= '0' && letter <= '9';

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
  if (character > ' ' && character < '\u007f') return character.toLowerCase();
  if (/[\t-\r]/.test(character)) return ' ';
  const letters = character.normalize('NFKD').toLowerCase().replace(accents, '').replace(invisible, '');
  return letters.replace(/\s/gu, ' ');
}
