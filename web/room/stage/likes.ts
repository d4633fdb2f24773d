import { signal, type ReadonlySignal } from '@preact/signals';
import type { RoomWatch } from '../../lib/room-client.ts';
import type { Connection } from '../../lib/socket.ts';

/** Likes: own taps are shown at once and sent together; those of others come as a growing total. */
export interface Likes {
  /** The room's total with own taps not yet counted by the service. */
  readonly unsent: ReadonlySignal<number>;
  tap(): void;
  /** Called with how many hearts to let rise. Returns how to stop. */
  onHearts(listener: (count: number) => void): () => void;
  close(): void;
}

interface Needs {
  connection: Pick<Connection, 'request'>;
  room: Pick<RoomWatch, 'roomId' | 'snapshot' | 'onEvents'>;
}

const SEND_EVERY_MS = 1_000;
const TAPS_MAX = 50;
/** Others' likes are many; a few hearts tell it. */
const HEARTS_MAX = 5;

export function createLikes({ connection, room }: Needs): Likes {
  const unsent = signal(0);
  const listeners = new Set<(count: number) => void>();
  let last = room.snapshot.peek()?.likes;
  let ownShown = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rise = (count: number) => {
    for (const listener of listeners) listener(count);
  };
  const flush = () => {
    timer = undefined;
    const taps = Math.min(TAPS_MAX, unsent.peek());
    if (taps === 0) return;
    unsent.value = 0;
    // A like that was lost is not worth a message to the viewer.
    void connection.request('like:send', { room: room.roomId, taps }).catch(() => undefined);
  };
  const stop = room.onEvents((events) => {
    for (const event of events) {
      if (event.kind !== 'likes.counted') continue;
      const grown = last === undefined ? 0 : event.total - last;
      last = event.total;
      // Own taps have had their hearts already.
      const others = Math.max(0, grown - ownShown);
      ownShown = Math.max(0, ownShown - grown);
      if (others > 0) rise(Math.min(HEARTS_MAX, others));
    }
  });
  return {
    unsent,
    tap() {
      if (unsent.peek() >= TAPS_MAX) return;
      unsent.value += 1;
      ownShown += 1;
      rise(1);
      timer ??= setTimeout(flush, SEND_EVERY_MS);
    },
    onHearts(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      clearTimeout(timer);
      flush();
      stop();
      listeners.clear();
    },
  };
}
