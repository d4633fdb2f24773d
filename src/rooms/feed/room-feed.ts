import type { CaughtUp } from '#src/contract/room-client.ts';
import type { RoomEvent, RoomSnapshot } from '#src/contract/room-events.ts';
import type { RoomRecord } from '../record.ts';
import { feedPolicy } from '../policy.ts';
import { createCatchUps } from './answer-catch-up.ts';
import { createFlusher } from './flusher.ts';
import type { Flusher } from './flusher.ts';
import { createLiveState } from './live-state.ts';
import type { LiveState, LogSource } from './live-state.ts';
import { createRecordCache } from './record-cache.ts';
import { createTail } from './tail.ts';

/** One room as this node knows it right now, kept in memory while it has viewers here. */
export interface RoomFeed {
  readonly roomId: string;
  readonly seq: number;
  readonly snapshot: RoomSnapshot;
  /** The log is out of reach: nothing new is heard, and nothing can be said. */
  readonly isReadOnly: boolean;
  /** The facts the log does not show, at most a moment old. */
  record(): Promise<RoomRecord>;
  /** What a client that has everything up to `after` is missing; asks Redis only when the client knows more than this node. */
  catchUp(after: number): Promise<CaughtUp>;
  /** Calls back for every event in order; answers the way to stop. */
  watch(listener: (event: RoomEvent) => void): () => void;
}

/** The feed as its registry drives it. */
export interface DrivenFeed extends RoomFeed {
  start(): Promise<void>;
  receive(event: RoomEvent): void;
  /** Somebody saw this number; if the stream has not brought it by the next call, it is read. */
  expect(seq: number): void;
  fill(): Promise<void>;
  /** The line to Redis broke; the next `fill` compares before anything is taken. */
  doubt(): void;
  /** The log is out of reach, or is back; the viewers here are told. */
  setReadOnly(readOnly: boolean): void;
  close(): Promise<void>;
}

export interface FeedOptions {
  roomId: string;
  source: LogSource;
  viewers: Parameters<typeof createFlusher>[0]['viewers'];
  send: Parameters<typeof createFlusher>[0]['send'];
  tellReadOnly(readOnly: boolean): void;
  readRecord(): Promise<RoomRecord>;
  saveCheckpoint(seq: number, snapshot: RoomSnapshot): Promise<void>;
  now(): number;
  onError(error: unknown): void;
}

export function createRoomFeed(options: FeedOptions): DrivenFeed {
  const { roomId, onError } = options;
  const tail = createTail(feedPolicy.tailEvents);
  const listeners = new Set<(event: RoomEvent) => void>();
  const flusher: Flusher = createFlusher({ ...options, size: () => live.snapshot.viewers });
  const records = createRecordCache(options.readRecord, options.now);
  let expected = 0;
  let isReadOnly = false;
  const live: LiveState = createLiveState({ source: options.source, tail, onEvent, onError });
  const answer = createCatchUps(roomId, live, tail);
  const checkpoints = createCheckpoints(live, options);

  function onEvent(event: RoomEvent): void {
    flusher.push(event);
    records.notice(event);
    checkpoints.count();
    for (const listener of listeners) listener(event);
  }

  return {
    roomId,
    get seq() {
      return live.seq;
    },
    get snapshot() {
      return live.snapshot;
    },
    get isReadOnly() {
      return isReadOnly;
    },
    setReadOnly(readOnly) {
      if (readOnly === isReadOnly) return;
      isReadOnly = readOnly;
      options.tellReadOnly(readOnly);
    },
    record: records.read,
    async catchUp(after) {
      if (after > live.seq && !isReadOnly) await live.fill();
      return answer(after);
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: live.start,
    receive: live.receive,
    fill: live.fill,
    doubt: live.doubt,
    expect(seq) {
      if (live.seq < expected) live.fill().catch(onError);
      expected = seq;
    },
    async close() {
      flusher.close();
      await checkpoints.close();
    },
  };
}

/** Saves the reduced state every so many events, or some time after a change, so that other nodes start near the end. */
function createCheckpoints(live: LiveState, { saveCheckpoint, onError }: FeedOptions) {
  let since = 0;
  let timer: NodeJS.Timeout | undefined;
  async function save(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (since === 0) return;
    since = 0;
    await saveCheckpoint(live.seq, live.snapshot).catch(onError);
  }
  return {
    count() {
      since += 1;
      if (since >= feedPolicy.checkpointEvents) void save();
      else timer ??= setTimeout(() => void save(), feedPolicy.checkpointMs).unref();
    },
    close: save,
  };
}
