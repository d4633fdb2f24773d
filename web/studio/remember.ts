import type { SourceWish } from '../media/sources.ts';
import type { Orientation } from '../media/test-picture.ts';

const KEY = 'shelfcast.studio.source';

/** Keeps what was broadcast last, for a reload in the middle of a show. */
export function rememberWish(wish: SourceWish): void {
  sessionStorage.setItem(KEY, JSON.stringify(wish));
}

export function recallWish(): (SourceWish & { orientation?: Orientation }) | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '') as SourceWish;
  } catch {
    return undefined;
  }
}
