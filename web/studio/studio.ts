import { effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { CommandInput, CommandName, CommandOutput } from '../../sdk/src/index.ts';
import type { RoomStats } from '../../src/contract/ops.ts';
import type { CheckLine, RoomView } from '../../src/contract/rooms.ts';
import { api } from '../lib/api.ts';
import { toFailure, type Failure } from '../lib/api-error.ts';
import { createTalk, type Talk } from '../chat/talk.ts';
import { watchRoom, type RoomWatch } from '../lib/room-client.ts';
import { connect, type Connection } from '../lib/socket.ts';
import type { Publisher } from '../media/publisher-state.ts';
import { createPublisher } from '../media/publisher.ts';
import { toast, toastError } from '../ui/toast.tsx';

export interface Warning {
  text: string;
  at: string;
}

/** Everything one sitting in the studio consists of. */
export interface Studio {
  readonly roomId: string;
  readonly connection: Connection;
  readonly watch: RoomWatch;
  readonly talk: Talk;
  readonly publisher: Publisher;
  /** The room as its host sees it; undefined until loaded. */
  readonly room: Signal<RoomView | undefined>;
  readonly failure: ReadonlySignal<Failure | undefined>;
  readonly stats: ReadonlySignal<RoomStats | undefined>;
  readonly check: ReadonlySignal<{ ok: boolean; lines: CheckLine[] } | undefined>;
  /** Words of an operator, until dismissed. */
  readonly warning: Signal<Warning | undefined>;
  recheck(): Promise<void>;
  /** Sends a command for this room and shows a refusal; answers undefined when it was refused. */
  act<N extends CommandName>(name: N, payload: CommandInput<N>): Promise<CommandOutput<N> | undefined>;
  close(): void;
}

const STATS_MS = 2_000;
const CHECK_MS = 10_000;

export function createStudio(roomId: string): Studio {
  const connection = connect();
  const watch = watchRoom(connection, roomId);
  const talk = createTalk({ connection, room: watch });
  const publisher = createPublisher({
    line: connection,
    room: roomId,
    rtpCapabilities: () => watch.view.get().rtpCapabilities,
  });
  const room = signal<RoomView | undefined>(undefined);
  const failure = signal<Failure | undefined>(undefined);
  const stats = signal<RoomStats | undefined>(undefined);
  const check = signal<{ ok: boolean; lines: CheckLine[] } | undefined>(undefined);
  const warning = signal<Warning | undefined>(undefined);
  const isOver = () => ['ended', 'closed'].includes(watch.snapshot.peek()?.state ?? '');

  const load = async () => {
    const answer = await api('GET /api/rooms/:id', { params: { id: roomId } });
    failure.value = answer.ok ? undefined : answer.error;
    if (answer.ok) room.value = answer.data.room;
  };
  const recheck = async () => {
    const answer = await api('GET /api/rooms/:id/check', { params: { id: roomId } });
    if (answer.ok) check.value = answer.data;
  };
  const count = async () => {
    const answer = await api('GET /api/rooms/:id/stats', { params: { id: roomId } });
    if (answer.ok) stats.value = answer.data.stats;
  };
  void load();
  void count();
  const whileSeen = (run: () => void, everyMs: number) =>
    setInterval(() => document.visibilityState === 'visible' && run(), everyMs);
  const timers = [
    whileSeen(() => !isOver() && void count(), STATS_MS),
    whileSeen(() => watch.snapshot.peek()?.state === 'scheduled' && void recheck(), CHECK_MS),
  ];
  const stops = [
    connection.on('room:warned', (words) => {
      if (words.room === roomId) warning.value = { text: words.text, at: words.at };
    }),
    // The shelf decides part of the check, so it is asked again when the shelf or the state changes.
    effect(() => {
      const now = watch.snapshot.value;
      void now?.shelf;
      if (now?.state === 'scheduled') void recheck();
      if (now && isOver()) {
        publisher.stop();
        void count();
      }
    }),
  ];
  return {
    roomId,
    connection,
    watch,
    talk,
    publisher,
    room,
    failure,
    stats,
    check,
    warning,
    recheck,
    async act(name, payload) {
      try {
        return await connection.request(name, payload);
      } catch (error) {
        toastError(toFailure(error));
        return undefined;
      }
    },
    close() {
      for (const timer of timers) clearInterval(timer);
      for (const stop of stops) stop();
      publisher.close();
      talk.close();
      watch.close();
      connection.close();
    },
  };
}

export const StudioContext = createContext<Studio | undefined>(undefined);

export function useStudio(): Studio {
  const studio = useContext(StudioContext);
  if (!studio) throw new Error('outside of a studio');
  return studio;
}

/** A word that something was done. */
export function done(text: string): void {
  toast({ text, tone: 'success' });
}
