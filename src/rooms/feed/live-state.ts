import { applyEvent } from '#src/contract/room-state.ts';
import type { RoomEvent, RoomSnapshot } from '#src/contract/room-events.ts';
import type { Tail } from './tail.ts';

/** Where a room's state is read from when the live stream of events is not enough. */
export interface LogSource {
  /** A state to start from; rebuilds the log when Redis has lost it. */
  load(): Promise<{ seq: number; snapshot: RoomSnapshot }>;
  /** Events after a number; `complete` is false when some in between are gone. */
  read(after: number, limit?: number): Promise<{ events: RoomEvent[]; complete: boolean }>;
  /** The newest events up to a number, oldest first. */
  readBack(to: number): Promise<RoomEvent[]>;
  /** Moves the log above a number with a `room.reset`, since it lost events that were seen. */
  liftAbove(seq: number): Promise<void>;
}

/** One room's log reduced as it grows: every number once, in order, whatever the live stream loses. */
export interface LiveState {
  readonly seq: number;
  readonly snapshot: RoomSnapshot;
  start(): Promise<void>;
  /** An event from the live stream; it may be early, repeated or the first after a hole. */
  receive(event: RoomEvent): void;
  /** Reads what the live stream may have missed: all that is in the log at the time of the call. */
  fill(): Promise<void>;
  /**
   * The line to Redis broke: it may come back without its last moments and give the same numbers to other events. Until the
   * next `fill` has compared, nothing is taken.
   */
  doubt(): void;
}

interface Options {
  source: LogSource;
  tail: Tail;
  /** Called for every event in order, after it was applied. */
  onEvent(event: RoomEvent): void;
  /** Filling a hole failed; it is tried again with the next event. */
  onError(error: unknown): void;
}

/** More than a busy room logs in the second that Redis may lose. */
const COMPARED = 300;
/** Events read and applied in one go: a few milliseconds' work. */
const PAGE = 500;
/** More than is logged while a log is being moved. */
const LOGGED_MEANWHILE = 1_000;
const noState = undefined as unknown as RoomSnapshot;

export function createLiveState({ source, tail, onEvent, onError }: Options): LiveState {
  let seq = 0;
  let snapshot = noState;
  let early: RoomEvent[] = [];
  let filling: Promise<void> | undefined;
  let again = false;
  /** Set from a break of the line until the log was compared; each break is another one. */
  let doubted: symbol | undefined;

  function take(event: RoomEvent): void {
    snapshot = applyEvent(snapshot, event);
    seq = event.seq;
    tail.push(event);
    onEvent(event);
  }
  const follows = (event: RoomEvent): boolean => event.seq === seq + 1 || event.kind === 'room.reset';

  /** Takes the events that came meanwhile; true when none is left behind a hole. */
  function takeEarly(): boolean {
    if (doubted) return true;
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

  /** True when the events taken last are still in the log under their numbers. Several, because two events may be alike. */
  async function isLogOurs(): Promise<boolean> {
    const newest = tail.newest(COMPARED);
    // A state that was loaded, and not reached by events, has nothing to compare.
    const ours = newest.slice(newest.findLastIndex((event) => event.kind === 'room.reset') + 1);
    if (ours.length === 0) return true;
    const { events } = await source.read(ours[0]!.seq - 1, ours.length);
    const [first] = events;
    if (first === undefined) return false;
    if (first.seq > seq) return true;
    const known = new Map(events.map((event) => [event.seq, JSON.stringify(event)]));
    return ours.every((event) => event.seq < first.seq || known.get(event.seq) === JSON.stringify(event));
  }

  /** Goes on from the room as it is now, since the log cannot tell the way there. */
  async function lift(): Promise<void> {
    const newest = await source.readBack(Number.MAX_SAFE_INTEGER);
    await source.liftAbove(Math.max(seq, newest.at(-1)?.seq ?? 0) + LOGGED_MEANWHILE);
  }

  async function compare(): Promise<void> {
    const about = doubted;
    if (!(await isLogOurs())) await lift();
    if (doubted === about) doubted = undefined;
  }

  /** Page by page, so that the event loop is free in between. */
  async function readLog(): Promise<void> {
    for (let isMore = true; isMore;) {
      const before = seq;
      const { events, complete } = await source.read(seq, PAGE);
      if (complete || events[0]?.kind === 'room.reset') {
        events.filter((event) => event.seq > seq).forEach(take);
        isMore = events.length === PAGE;
      } else {
        await restart();
        // Only who follows a room saves checkpoints, so a log may be trimmed past the newest.
        if (seq === before) await lift();
      }
    }
  }

  async function readOn(): Promise<void> {
    if (doubted) await compare();
    for (let holes = 0; holes < 3; holes += 1) {
      await readLog();
      if (takeEarly()) return;
    }
    // What the stream announced is not in the log: the log was lost in between.
    early = [];
    await restart();
  }

  async function readAll(): Promise<void> {
    try {
      do {
        again = false;
        await readOn();
      } while (again);
    } finally {
      // In the same turn as the last look at `again`, so that no call falls in between.
      filling = undefined;
    }
  }

  function fill(): Promise<void> {
    // The reading under way may have begun before what this caller knows of was in the log.
    if (filling) again = true;
    else filling = readAll();
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
      // Viewers who come back from another node find here what they missed.
      for (const event of await source.readBack(seq)) tail.push(event);
      await fill();
    },
    receive(event) {
      if (event.seq <= seq) return;
      const ready = snapshot !== noState && filling === undefined && !doubted;
      if (ready && early.length === 0 && follows(event)) {
        take(event);
        return;
      }
      early.push(event);
      if (ready) fill().catch(onError);
    },
    fill,
    doubt() {
      doubted = Symbol('doubt');
      // What came before the break may be what was lost.
      early = [];
    },
  };
}
