/** Longest notice the contract takes. */
export const NOTICE_MAX = 100;

/** A line's words as a room's notice: one row, shortened at a whole character; pure. */
export function noticeOf(text: string): string {
  const row = text.replaceAll(/\s+/g, ' ').trim();
  if (row.length <= NOTICE_MAX) return row;
  let short = '';
  for (const letter of row) {
    if (short.length + letter.length > NOTICE_MAX - 1) break;
    short += letter;
  }
  return `${short}…`;
}
