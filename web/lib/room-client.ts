import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { CommandOutput } from '../../src/contract/commands.ts';
import {
  addOwnLine,
  applyCaughtUp,
  applyFrame,
  startRoom,
  type RoomClient,
  type RoomStep,
} from '../../src/contract/room-client.ts';
import type { ChatMessage, RoomEvent, RoomFrame, RoomSnapshot } from '../../src/contract/rooms.ts';
import { isUnanswered, toFailure, type Failure } from './api-error.ts';
import type { Connection } from './socket.ts';

export type Standing = CommandOutput<'room:join'>['standing'];

/** A room as this page follows it. Signals change together, once per frame. */
export interface RoomWatch {
  readonly roomId: string;
  /** Undefined until joined. */
  readonly snapshot: ReadonlySignal<RoomSnapshot | undefined>;
  /** What this visitor is in the room; undefined until joined. */
  readonly standing: ReadonlySignal<Standing | undefined>;
  /** Why the room cannot be joined, e.g. `NOT_FOUND` or `ROOM_FULL`; undefined while joining and joined. */
  readonly failure: ReadonlySignal<Failure | undefined>;
  /** Chat lines left out since joining because the room talks too fast to read. */
  readonly skipped: ReadonlySignal<number>;
  /** The last sequence number applied; goes with a purchase as what the buyer saw. */
  seq(): number;
  /** What media needs before joining. */
  readonly rtpCapabilities: ReadonlySignal<unknown>;
  /** Newly applied events in their order, for effects; not called for what a snapshot brought. Returns how to stop. */
  onEvents(listener: (events: readonly RoomEvent[], snapshot: RoomSnapshot) => void): () => void;
  /** Shows this visitor's own line at once, as the service answered it; it may never come by with the others. */
  showOwn(message: ChatMessage): void;
  /** Changes what is known of this visitor, after a command of his own told it. */
  noteStanding(change: Partial<Standing>): void;
  /** Tries to join again after a failure. */
  retry(): void;
  close(): void;
}

type WatchConnection = Pick<Connection, 'request' | 'on' | 'onConnected' | 'onIdentity'>;
const RETRY_MS = 1_500;

/** Joins a room and follows it: every event once and in order, over losses of the connection. */
export function watchRoom(connection: WatchConnection, roomId: string): RoomWatch {
  const client = signal<RoomClient | undefined>(undefined);
  const standing = signal<Standing | undefined>(undefined);
  const failure = signal<Failure | undefined>(undefined);
  const rtpCapabilities = signal<unknown>(undefined);
  const listeners = new Set<(events: readonly RoomEvent[], snapshot: RoomSnapshot) => void>();
  /** Answers to questions of an earlier connection or join are thrown away. */
  let attempt = 0;
  let early: RoomFrame[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const take = (step: RoomStep, of: number) => {
    client.value = step.client;
    if (step.events.length > 0) for (const listener of listeners) listener(step.events, step.client.snapshot);
    if (step.catchUpAfter !== undefined) void catchUp(step.catchUpAfter, of);
  };
  const later = (run: () => void, afterMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(run, afterMs);
  };

  async function join(): Promise<void> {
    const of = (attempt += 1);
    early = [];
    try {
      const joined = await connection.request('room:join', { room: roomId });
      if (of !== attempt) return;
      batch(() => {
        failure.value = undefined;
        standing.value = joined.standing;
        rtpCapabilities.value = joined.rtpCapabilities;
        take(startRoom(joined, early), of);
      });
    } catch (error) {
      if (of === attempt) refuse(toFailure(error));
    }
  }

  async function catchUp(after: number, of: number): Promise<void> {
    try {
      const answer = await connection.request('room:catch-up', { room: roomId, after });
      const known = client.peek();
      if (of !== attempt || !known) return;
      batch(() => {
        failure.value = undefined;
        if (answer.standing) standing.value = answer.standing;
        take(applyCaughtUp(known, answer), of);
      });
    } catch (error) {
      if (of === attempt) refuse(toFailure(error));
    }
  }

  /** What passes by itself is tried again in silence; the rest is told, and tried again when the service said when. */
  function refuse(why: Failure): void {
    if (isUnanswered(why) || why.code === 'RATE_LIMITED' || why.code === 'BUSY') {
      return later(enter, why.retryAfterMs ?? RETRY_MS);
    }
    failure.value = why;
    if (why.retryAfterMs !== undefined) later(enter, why.retryAfterMs);
  }

  function enter(): void {
    const known = client.peek();
    clearTimeout(timer);
    if (!known) return void join();
    attempt += 1;
    void catchUp(known.seq, attempt);
  }

  const stops = [
    connection.on('room:events', (frame) => {
      if (frame.room !== roomId) return;
      const known = client.peek();
      if (known) batch(() => take(applyFrame(known, frame), attempt));
      else early.push(frame);
    }),
    connection.on('room:resync', ({ room, afterMs }) => {
      if (room === roomId) later(() => void join(), afterMs);
    }),
    connection.on('chat:muted', ({ room, until }) => {
      if (room === roomId) note({ mutedUntil: until ?? undefined });
    }),
    connection.onConnected(enter),
    connection.onIdentity(() => void askStanding()),
  ];
  const note = (change: { [K in keyof Standing]?: Standing[K] | undefined }) => {
    const { mutedUntil, ...now } = { ...standing.peek(), ...change } as Standing;
    if (standing.peek()) standing.value = { ...now, ...(mutedUntil !== undefined && { mutedUntil }) };
  };
  async function askStanding(): Promise<void> {
    try {
      // Frames go on meanwhile, so only the standing is taken from the answer.
      standing.value = (await connection.request('room:join', { room: roomId })).standing;
    } catch {
      // Being joined has not changed; the next reconnect tells the standing.
    }
  }

  return {
    roomId,
    snapshot: computed(() => client.value?.snapshot),
    skipped: computed(() => client.value?.skipped ?? 0),
    showOwn(message) {
      const known = client.peek();
      if (known) client.value = addOwnLine(known, message);
    },
    standing,
    failure,
    seq: () => client.peek()?.seq ?? 0,
    rtpCapabilities,
    onEvents(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    noteStanding: note,
    retry() {
      failure.value = undefined;
      enter();
    },
    close() {
      attempt += 1;
      clearTimeout(timer);
      for (const stop of stops) stop();
      listeners.clear();
      void connection.request('room:leave', { room: roomId }, { timeoutMs: 2_000 }).catch(() => undefined);
    },
  };
}
