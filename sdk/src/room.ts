import type { Connection } from './connection.ts';
import { isUnanswered, toFailure, type Failure } from './failure.ts';
import type { ChatMessage, RoomEvent, RoomEventBody, RoomEventsNotice, RoomSnapshot, Standing } from './protocol.ts';
import { applyCaughtUp, applyEvent, applyFrame, startRoom, type RoomClient, type RoomStep } from './reducer.ts';
import { createListeners, createValue, type Value } from './value.ts';
import { noteWatch } from './watches.ts';

/** A room as this client knows it; replaced as a whole, once per frame. */
export interface RoomView {
  /** Undefined until joined. */
  readonly snapshot?: RoomSnapshot | undefined;
  /** What this visitor is in the room; undefined until joined. */
  readonly standing?: Standing | undefined;
  /** Why the room cannot be joined, e.g. `NOT_FOUND` or `ROOM_FULL`; undefined while joining and joined. */
  readonly failure?: Failure | undefined;
  /** What media needs before joining. */
  readonly rtpCapabilities?: unknown;
  /** The service cannot reach the room's log now: what is shown may be old, talking and buying must wait. */
  readonly readOnly?: boolean | undefined;
  /** Chat lines left out since joining because the room talks too fast to read. */
  readonly skipped?: number | undefined;
}

/** A watched room: its newest state, and what happens in it. */
export interface RoomWatch {
  readonly roomId: string;
  readonly view: Value<RoomView>;
  /** The last sequence number applied; goes with a purchase as what the buyer saw. */
  seq(): number;
  /** Newly applied events in their order, for effects; not called for what a snapshot brought. Returns how to stop. */
  onEvents(listener: (events: readonly RoomEvent[], snapshot: RoomSnapshot) => void): () => void;
  /** Shows this visitor's own line at once, as the service answered it; it may never come by with the others. */
  showOwn(message: ChatMessage): void;
  /** Shows at once what this visitor did to a line; of one that nobody else hears, no event comes by. */
  applyOwn(event: RoomEventBody): void;
  /** Changes what is known of this visitor, after a command of his own told it. */
  noteStanding(change: { [K in keyof Standing]?: Standing[K] | undefined }): void;
  /** Tries to join again after a failure. */
  retry(): void;
  close(): void;
}

type WatchConnection = Pick<Connection, 'request' | 'on' | 'onConnected' | 'onIdentity'>;
const RETRY_MS = 1_500;
const noLines = { waiting: undefined };

/** Joins a room and follows it: every event once and in order, over losses of the connection. */
export function watchRoom(connection: WatchConnection, roomId: string): RoomWatch {
  const view = createValue<RoomView>({});
  const events = createListeners<[events: readonly RoomEvent[], snapshot: RoomSnapshot]>();
  let client: RoomClient | undefined;
  /** Answers to questions of an earlier connection or join are thrown away. */
  let attempt = 0;
  let early: RoomEventsNotice[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const change = (part: Partial<RoomView>) => view.set({ ...view.get(), ...part });
  const take = (step: RoomStep, of: number, part: Partial<RoomView> = {}) => {
    client = step.client;
    change({ ...part, snapshot: client.snapshot, skipped: client.skipped });
    if (step.events.length > 0) events.call(step.events, client.snapshot);
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
      const { standing, rtpCapabilities, readOnly, ...joined } = await connection.request('room:join', {
        room: roomId,
      });
      if (of !== attempt) return;
      take(startRoom(joined, early), of, { failure: undefined, standing, rtpCapabilities, readOnly });
    } catch (error) {
      if (of === attempt) refuse(toFailure(error));
    }
  }

  async function catchUp(after: number, of: number): Promise<void> {
    try {
      const answer = await connection.request('room:catch-up', { room: roomId, after });
      if (of !== attempt || !client) return;
      const { standing, readOnly } = answer;
      take(applyCaughtUp(client, answer), of, { failure: undefined, ...(standing && { standing, readOnly }) });
    } catch (error) {
      if (of === attempt) refuse(toFailure(error));
    }
  }

  /** What passes by itself is tried again in silence; the rest is told, and tried again when the service said when. */
  function refuse(why: Failure): void {
    if (isUnanswered(why) || why.code === 'RATE_LIMITED' || why.code === 'BUSY') {
      return later(enter, why.retryAfterMs ?? RETRY_MS);
    }
    change({ failure: why });
    if (why.retryAfterMs !== undefined) later(enter, why.retryAfterMs);
  }

  function enter(): void {
    clearTimeout(timer);
    if (!client) return void join();
    attempt += 1;
    void catchUp(client.seq, attempt);
  }

  function applyOwn(event: RoomEventBody): void {
    if (!client) return;
    client = { ...client, snapshot: applyEvent(client.snapshot, { ...event, seq: client.seq }) };
    change({ snapshot: client.snapshot });
  }

  const noteStanding: RoomWatch['noteStanding'] = (now) => {
    const known = view.get().standing;
    if (!known) return;
    const all = Object.entries({ ...known, ...now }).filter(([, value]) => value !== undefined);
    change({ standing: Object.fromEntries(all) as unknown as Standing });
  };
  async function askStanding(): Promise<void> {
    if (!client) return join();
    try {
      // Frames go on meanwhile, so only the standing is taken from the answer.
      const ask = { room: roomId, after: client.seq, standing: true } as const;
      const { standing } = await connection.request('room:catch-up', ask);
      change({ standing });
    } catch {
      // Being joined has not changed; the next reconnect tells the standing.
    }
  }

  const endWatch = noteWatch(connection, roomId);
  const stops = [
    connection.on('room:events', (frame) => {
      if (frame.room !== roomId) return;
      if (client) take(applyFrame(client, frame), attempt);
      else early.push(frame);
    }),
    connection.on('room:resync', ({ room, afterMs }) => {
      if (room === roomId) later(() => void join(), afterMs);
    }),
    connection.on('room:read-only', ({ room, readOnly }) => {
      if (room === roomId) change({ readOnly });
    }),
    connection.on('chat:muted', ({ room, until, reason }) => {
      // Lines that waited are gone with the right to talk.
      if (room === roomId) noteStanding({ mutedUntil: until ?? undefined, muteReason: reason, ...(until && noLines) });
    }),
    connection.on('chat:banned', ({ room, scope, reason }) => {
      if (room === roomId) noteStanding({ banned: scope ?? undefined, banReason: reason, ...(scope && noLines) });
    }),
    connection.on('chat:decided', ({ room, messageId }) => {
      const waiting = view.get().standing?.waiting;
      if (room === roomId && waiting) noteStanding({ waiting: waiting.filter((line) => line.messageId !== messageId) });
    }),
    connection.onConnected(enter),
    connection.onIdentity(() => void askStanding()),
  ];

  return {
    roomId,
    view,
    seq: () => client?.seq ?? 0,
    onEvents: events.add,
    showOwn: (message) => applyOwn({ kind: 'chat.said', message }),
    applyOwn,
    noteStanding,
    retry() {
      change({ failure: undefined });
      enter();
    },
    close() {
      attempt += 1;
      clearTimeout(timer);
      for (const stop of stops) stop();
      events.clear();
      if (endWatch()) {
        void connection.request('room:leave', { room: roomId }, { timeoutMs: 2_000 }).catch(() => undefined);
      }
    },
  };
}
