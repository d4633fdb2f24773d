import { t } from '../i18n/i18n.ts';
import { TextAreaField } from '../ui/field.tsx';
import { linesOf, WORD_MAX, wordsProblem } from './words.ts';

interface WordsFieldProps {
  label: string;
  hint: string;
  rows: number;
  /** Most words the list may have. */
  most: number;
  value: string;
  onInput: (value: string) => void;
}

/** A list of refused words, one per line; says which word cannot be taken while it is typed. */
export function WordsField({ most, ...field }: WordsFieldProps) {
  return <TextAreaField {...field} error={problemText(field.value, most)} />;
}

/** Why a list cannot be saved, in words. */
export function problemText(value: string, most: number): string | undefined {
  const problem = wordsProblem(linesOf(value), most);
  if (!problem) return undefined;
  return 'long' in problem
    ? t('talk.wordTooLong', { word: problem.long, count: WORD_MAX })
    : t('talk.wordsTooMany', { count: problem.most });
}
