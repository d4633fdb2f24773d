import { signal, type ReadonlySignal } from '@preact/signals';
import type { RoomCard } from '../../src/contract/rooms.ts';
import { api, type Failure } from '../lib/api.ts';
import { whileSeen } from '../ui/while-seen.ts';

type Which = 'live' | 'upcoming';

/** Rooms of one kind: the first page is kept fresh, later ones are added on demand. */
export interface RoomList {
  /** Undefined until the first answer. */
  rows: ReadonlySignal<readonly RoomCard[] | undefined>;
  /** The last failure; rows already there stay. */
  failure: ReadonlySignal<Failure | undefined>;
  hasMore: ReadonlySignal<boolean>;
  busy: ReadonlySignal<boolean>;
  refresh: () => Promise<void>;
  more: () => Promise<void>;
  close: () => void;
}

const EVERY_MS = 10_000;
const PAGE = 24;

/** Starts loading at once and again every ten seconds while the page is looked at. */
export function createRoomList(which: Which): RoomList {
  const rows = signal<readonly RoomCard[] | undefined>(undefined);
  const failure = signal<Failure | undefined>(undefined);
  const next = signal<string | undefined>(undefined);
  const hasMore = signal(false);
  const busy = signal(false);
  const closing = new AbortController();

  const load = async (cursor?: string) => {
    if (busy.peek()) return;
    busy.value = true;
    const query = { state: which, limit: PAGE, cursor };
    const result = await api('GET /api/rooms', { query }, { signal: closing.signal });
    busy.value = false;
    if (closing.signal.aborted) return;
    failure.value = result.ok ? undefined : result.error;
    if (!result.ok) return;
    const known = cursor ? (rows.peek() ?? []) : [];
    rows.value = [...known, ...result.data.rows];
    next.value = result.data.next;
    hasMore.value = result.data.next !== undefined;
  };

  const refresh = async () => {
    // A renewed first page would take away what "show more" has added.
    if ((rows.peek()?.length ?? 0) <= PAGE) await load();
  };
  const stop = whileSeen(() => void refresh(), EVERY_MS);
  void refresh();

  return {
    rows,
    failure,
    hasMore,
    busy,
    refresh,
    more: () => load(next.peek()),
    close: () => {
      stop();
      closing.abort();
    },
  };
}
