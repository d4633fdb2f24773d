import { useEffect, useRef, useState } from 'preact/hooks';
import type { Result } from './api.ts';
import type { Failure } from './api-error.ts';

interface PageAnswer<T> {
  rows: readonly T[];
  next?: string | undefined;
}

/** A list that is read page by page. */
export interface Pages<T> {
  /** Undefined until the first page has come. */
  rows: readonly T[] | undefined;
  /** The last failure; rows already there stay. */
  failure: Failure | undefined;
  hasMore: boolean;
  /** A page is on its way. */
  isBusy: boolean;
  /** Reads the first page anew. */
  reload(): Promise<void>;
  more(): Promise<void>;
  /** Asks once more for what failed. */
  retry(): Promise<void>;
  /** Changes what is shown without asking again. */
  change(edit: (rows: readonly T[]) => readonly T[]): void;
}

/**
 * Reads a list page by page, from the start again when one of `of` changes. An answer that comes after the list has been
 * asked for anew is dropped, so that a slow one never shows the rows of another tab.
 */
export function usePages<T>(
  load: (cursor: string | undefined) => Promise<Result<PageAnswer<T>>>,
  of: readonly unknown[],
): Pages<T> {
  const [rows, setRows] = useState<readonly T[] | undefined>(undefined);
  const [next, setNext] = useState<string | undefined>(undefined);
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  const [isBusy, setBusy] = useState(false);
  const asked = useRef<{ cursor: string | undefined }>({ cursor: undefined });
  // Whoever holds `reload` of an earlier render means the list as it is now.
  const latest = useRef(load);
  latest.current = load;

  const read = async (cursor?: string) => {
    const mine = { cursor };
    asked.current = mine;
    setBusy(true);
    const answer = await latest.current(cursor);
    if (asked.current !== mine) return;
    setBusy(false);
    setFailure(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    const page = answer.data;
    setRows((before) => (cursor === undefined ? page.rows : [...(before ?? []), ...page.rows]));
    setNext(page.next);
  };
  useEffect(() => {
    setRows(undefined);
    setNext(undefined);
    setFailure(undefined);
    void read();
  }, of);
  return {
    rows,
    failure,
    hasMore: next !== undefined,
    isBusy,
    reload: () => read(),
    more: async () => {
      if (next !== undefined && !isBusy) await read(next);
    },
    retry: () => read(asked.current.cursor),
    change: (edit) => setRows((before) => edit(before ?? [])),
  };
}
