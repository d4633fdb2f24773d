import type { Id } from '../contract/ids.ts';

/** One page of a list; `next` is the cursor of the page after it, absent on the last one. */
export interface Paged<T> {
  rows: T[];
  next?: Id;
}

/** Cuts a page off what a store found: asked for one row more than the page holds, it shows whether there is another page. */
export function cutPage<T>(found: readonly T[], limit: number, idOf: (row: T) => Id): Paged<T> {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return found.length > limit && last !== undefined ? { rows, next: idOf(last) } : { rows };
}
