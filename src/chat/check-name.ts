import { AppError } from '#src/contract/errors.ts';
import type { Deps } from '#src/deps.ts';
import { compileWords, findWord } from './words.ts';

/** A name stands beside every line of its account, so it may hold none of the platform's refused words. @throws WORD_REFUSED */
export async function checkName(deps: Pick<Deps, 'chat'>, name: string): Promise<void> {
  const word = findWord(name, compileWords(await deps.chat.words.shared()));
  if (word) throw new AppError('WORD_REFUSED', { details: { start: word.start, end: word.end } });
}
