import { applyEvent } from '#src/contract/room-state.ts';
import type { RoomEvent, RoomSnapshot } from '#src/contract/rooms.ts';
import type { Tail } from './tail.ts';

/** Where a room's state is read from when the live stream of events is not enough. */
export interface LogSource {
  /** A state to start from; rebuilds the log when Redis has lost it. */
  load(): Promise<{ seq: number; snapshot: RoomSnapshot }>;
  /** Events after a number; `complete` is false when some in between are gone. */
  read(after: number): Promise<{ events: RoomEvent[]; complete: boolean }>;
}

/** One room's log reduced as it grows: every number once, in order, whatever the live stream loses. */
export interface LiveState {
  readonly seq: number;
  readonly snapshot: RoomSnapshot;
  start(): Promise<void>;
  /** An event from the live stream; it may be early, repeated or the first after a hole. */
  receive(event: RoomEvent): void;
  /** Reads what the live stream may have missed. Calls at the same time share one reading. */
  fill(): Promise<void>;
}

interface Options {
  source: LogSource;
  tail: Tail;
  /** Called for every event in order, after it was applied. */
  onEvent(event: RoomEvent): void;
  /** Filling a hole failed; it is tried again with the next event. */
  onError(error: unknown): void;
}

const noState = undefined as unknown as RoomSnapshot;

export function createLiveState({ source, tail, onEvent, onError }: Options): LiveState {
  let seq = 0;
  let snapshot = noState;
  let early: RoomEvent[] = [];
  let filling: Promise<void> | undefined;

  function take(event: RoomEvent): void {
    snapshot = applyEvent(snapshot, event);
    seq = event.seq;
    tail.push(event);
    onEvent(event);
  }
  const follows = (event: RoomEvent): boolean => event.seq === seq + 1 || event.kind === 'room.reset';

  /** Takes the events that came meanwhile; true when none is left behind a hole. */
  function takeEarly(): boolean {
    const waiting = early.toSorted((a, b) => a.seq - b.seq);
    early = [];
    for (const event of waiting) {
      if (event.seq <= seq) continue;
      if (early.length === 0 && follows(event)) take(event);
      else early.push(event);
    }
    return early.length === 0;
  }

  async function restart(): Promise<void> {
    const from = await source.load();
    if (from.seq <= seq) return;
    tail.clear();
    take({ kind: 'room.reset', snapshot: from.snapshot, seq: from.seq });
  }

  async function readOn(): Promise<void> {
    for (let holes = 0; holes < 3; holes += 1) {
      const { events, complete } = await source.read(seq);
      if (complete || events[0]?.kind === 'room.reset') events.filter((event) => event.seq > seq).forEach(take);
      else await restart();
      if (takeEarly()) return;
    }
    // What the stream announced is not in the log: the log was lost in between.
    early = [];
    await restart();
  }

  function fill(): Promise<void> {
    filling ??= readOn().finally(() => {
      filling = undefined;
    });
    return filling;
  }

  return {
    get seq() {
      return seq;
    },
    get snapshot() {
      return snapshot;
    },
    async start() {
      const from = await source.load();
      ({ seq, snapshot } = from);
      await fill();
    },
    receive(event) {
      if (event.seq <= seq) return;
      const ready = snapshot !== noState && filling === undefined;
      if (ready && early.length === 0 && follows(event)) {
        take(event);
        return;
      }
      early.push(event);
      if (ready) fill().catch(onError);
    },
    fill,
  };
}
