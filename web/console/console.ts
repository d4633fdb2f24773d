import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { WallRoom } from '../../src/contract/ops.ts';
import { api } from '../lib/api.ts';
import type { Failure } from '../lib/api-error.ts';
import { connect, type Connection } from '../lib/socket.ts';
import { toast, toastError } from '../ui/toast.tsx';

/** One operator's desk: the connection and the wall, renewed while it is looked at. */
export interface Desk {
  readonly connection: Connection;
  readonly rooms: ReadonlySignal<WallRoom[] | undefined>;
  readonly failure: ReadonlySignal<Failure | undefined>;
  /** The room that is open beside the wall. */
  readonly opened: Signal<string | undefined>;
  refresh(): Promise<void>;
  close(): void;
}

const EVERY_MS = 3_000;

export function createConsole(): Desk {
  const connection = connect();
  const rooms = signal<WallRoom[] | undefined>(undefined);
  const failure = signal<Failure | undefined>(undefined);
  const refresh = async () => {
    const answer = await api('GET /api/ops/rooms', {});
    failure.value = answer.ok ? undefined : answer.error;
    if (answer.ok) rooms.value = byUrgency(answer.data.rows);
  };
  void refresh();
  const timer = setInterval(() => document.visibilityState === 'visible' && void refresh(), EVERY_MS);
  return {
    connection,
    rooms,
    failure,
    opened: signal(undefined),
    refresh,
    close() {
      clearInterval(timer);
      connection.close();
    },
  };
}

/** Alarms first, then by viewers; equal rooms keep their place so that nothing jumps. */
export function byUrgency(rooms: readonly WallRoom[]): WallRoom[] {
  return rooms.toSorted(
    (a, b) =>
      b.alarms.length - a.alarms.length || b.stats.viewers - a.stats.viewers || a.room.id.localeCompare(b.room.id),
  );
}

export const ConsoleContext = createContext<Desk | undefined>(undefined);

export function useConsole(): Desk {
  const desk = useContext(ConsoleContext);
  if (!desk) throw new Error('outside of the console');
  return desk;
}

/** Shows the refusal of a call, or a word that it worked; answers whether it did. */
export function tell(failure: Failure | undefined, done: string): boolean {
  if (failure) toastError(failure);
  else toast({ text: done, tone: 'success' });
  return failure === undefined;
}
