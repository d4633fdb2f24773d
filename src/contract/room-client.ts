import { applyEvent } from './room-state.ts';
import type { ChatMessage, RoomEvent, RoomFrame, RoomSnapshot } from './room-events.ts';

/** Frames kept while a hole is being filled; with more the client asks for everything again. */
const WAITING_LIMIT = 200;

/**
 * A room as one client knows it. Pure data: pages keep it in a signal, tests in a variable.
 * `seq` is the last number applied; `waiting` holds frames that came after a hole.
 */
export interface RoomClient {
  readonly room: string;
  readonly seq: number;
  readonly snapshot: RoomSnapshot;
  readonly waiting: readonly RoomFrame[];
  /** Chat lines that were left out since the start because the room talks too fast; a number to show. */
  readonly skipped: number;
}

/** One step of a client: its new state, what was newly applied, and whether it must ask for what it missed. */
export interface RoomStep {
  client: RoomClient;
  /** Newly applied events in their order, for effects such as "the pin arrives"; empty after a snapshot. */
  events: readonly RoomEvent[];
  /** Ask `room:catch-up {after}`; hand the answer to `applyCaughtUp`. Asking once per hole is enough. */
  catchUpAfter?: number;
}

/** The answer of `room:catch-up`, as the contract types it. */
export type CaughtUp =
  | { how: 'events'; from: number; to: number; events: RoomEvent[] }
  | { how: 'snapshot'; seq: number; snapshot: RoomSnapshot };

/**
 * Starts from the answer of `room:join`. `early` are frames that arrived before the answer;
 * they are applied if they follow it and ignored if it has them already.
 */
export function startRoom(joined: { seq: number; snapshot: RoomSnapshot }, early: readonly RoomFrame[] = []): RoomStep {
  const room = joined.snapshot.roomId;
  return settle({ room, seq: joined.seq, snapshot: joined.snapshot, waiting: [], skipped: 0 }, early, []);
}

/** Applies one `room:events` frame: every number once, in order; a hole is reported and later frames wait. */
export function applyFrame(client: RoomClient, frame: RoomFrame): RoomStep {
  if (frame.room !== client.room) return { client, events: [] };
  const known = client.waiting.length > 0;
  const step = settle(client, [...client.waiting, frame], []);
  // The hole was reported when its first frame came; asking again for every later one would be a storm.
  return known && step.client.seq === client.seq ? { client: step.client, events: step.events } : step;
}

/** Applies the answer of `room:catch-up`, then the frames that waited for it. */
export function applyCaughtUp(client: RoomClient, answer: CaughtUp): RoomStep {
  if (answer.how === 'events') {
    return settle(client, [{ room: client.room, ...answer }, ...client.waiting], []);
  }
  // Taken even when its number is smaller: then the service lost its end of the log, and this is the truth now.
  return settle({ ...client, seq: answer.seq, snapshot: answer.snapshot }, client.waiting, []);
}

/** Shows the caller's own line at once, as the answer of `chat:say` brought it: he sees it even if it is not sampled. */
export function addOwnLine(client: RoomClient, message: ChatMessage): RoomClient {
  return { ...client, snapshot: applyEvent(client.snapshot, { kind: 'chat.said', message, seq: client.seq }) };
}

/** Applies what follows without a hole, keeps the rest waiting. */
function settle(client: RoomClient, frames: readonly RoomFrame[], applied: RoomEvent[]): RoomStep {
  let { seq, snapshot, skipped } = client;
  const waiting: RoomFrame[] = [];
  for (const frame of frames.toSorted((a, b) => a.from - b.from)) {
    if (frame.to <= seq) continue;
    if (frame.from > seq + 1 && !startsOver(frame)) {
      waiting.push(frame);
      continue;
    }
    for (const event of frame.events) {
      if (event.seq <= seq) continue;
      snapshot = applyEvent(snapshot, event);
      applied.push(event);
    }
    seq = frame.to;
    skipped += frame.skipped ?? 0;
  }
  const next: RoomClient = { room: client.room, seq, snapshot, waiting: waiting.slice(-WAITING_LIMIT), skipped };
  return { client: next, events: applied, ...(waiting.length > 0 && { catchUpAfter: seq }) };
}

/** A frame that begins with `room.reset` needs nothing before it. */
function startsOver(frame: RoomFrame): boolean {
  return frame.events[0]?.kind === 'room.reset';
}
