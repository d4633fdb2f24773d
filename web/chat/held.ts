import { signal, type ReadonlySignal } from '@preact/signals';
import type { Connection } from '../../sdk/src/index.ts';
import type { ChatMessage } from '../../src/contract/room-events.ts';
import { toFailure, type Failure } from '../lib/api-error.ts';

/** The lines of a room that wait for a moderator; one list for everything on a page that shows them. */
export interface Held {
  /** Oldest first; undefined until read. */
  readonly rows: ReadonlySignal<readonly ChatMessage[] | undefined>;
  readonly failure: ReadonlySignal<Failure | undefined>;
  refresh(): void;
  /** Takes a decided line out at once. */
  drop(messageId: string): void;
  /** Keeps the list fresh until the returned function is called. */
  follow(): () => void;
}

/** A busy room tells of every line, and the answer has up to 300 of them. */
const EVERY_MS = 1_000;

export function createHeld(connection: Pick<Connection, 'request' | 'on' | 'onConnected'>, room: string): Held {
  const rows = signal<readonly ChatMessage[] | undefined>(undefined);
  const failure = signal<Failure | undefined>(undefined);
  let followers = 0;
  let stops: (() => void)[] = [];
  let isResting = false;
  let isStale = false;

  const refresh = () => {
    isStale = isResting;
    if (!isResting) void load();
  };
  async function load(): Promise<void> {
    isResting = true;
    try {
      rows.value = (await connection.request('chat:held', { room })).rows;
      failure.value = undefined;
    } catch (error) {
      failure.value = toFailure(error);
    }
    setTimeout(() => {
      isResting = false;
      if (isStale && followers > 0) refresh();
    }, EVERY_MS);
  }
  return {
    rows,
    failure,
    refresh,
    drop(messageId) {
      rows.value = rows.peek()?.filter((line) => line.messageId !== messageId);
    },
    follow() {
      followers += 1;
      if (followers === 1) {
        stops = [
          connection.on('chat:held-changed', (changed) => {
            if (changed.room === room) refresh();
          }),
          // At once, and after a lost line: what changed meanwhile was told to nobody.
          connection.onConnected(refresh),
        ];
      }
      return () => {
        followers -= 1;
        if (followers > 0) return;
        for (const stop of stops) stop();
        stops = [];
      };
    },
  };
}
