import type { SourceChoice } from '../media/sources.ts';
import type { Orientation } from '../media/test-picture.ts';

const KEY = 'shelfcast.studio.source';

/** Keeps what was broadcast last, for a reload in the middle of a show. */
export function rememberChoice(choice: SourceChoice): void {
  sessionStorage.setItem(KEY, JSON.stringify(choice));
}

export function recallChoice(): (SourceChoice & { orientation?: Orientation }) | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '') as SourceChoice;
  } catch {
    return undefined;
  }
}
