import * as client from '../../src/contract/room-client.ts';
import * as state from '../../src/contract/room-state.ts';
import type { ChatMessage, RoomEvent, RoomEventsNotice, RoomSnapshot } from './protocol.ts';

/** A room as one client knows it: pure data. `seq` is the last number applied; `waiting` came after a hole. */
export interface RoomClient {
  readonly room: string;
  readonly seq: number;
  readonly snapshot: RoomSnapshot;
  readonly waiting: readonly RoomEventsNotice[];
  /** Chat lines left out since joining because the room talks too fast to read. */
  readonly skipped: number;
}

/** One step of a client: its new state, what was newly applied, and whether it must ask for what it missed. */
export interface RoomStep {
  client: RoomClient;
  /** In their order; empty after a snapshot. */
  events: readonly RoomEvent[];
  /** Ask `room:catch-up {after}` and hand the answer to `applyCaughtUp`; once per hole is enough. */
  catchUpAfter?: number;
}

export type CaughtUpAnswer =
  | { how: 'events'; from: number; to: number; events: RoomEvent[] }
  | { how: 'snapshot'; seq: number; snapshot: RoomSnapshot };

/** Starts from the answer of `room:join`; `early` are frames that came before the answer. */
export const startRoom: (
  joined: { seq: number; snapshot: RoomSnapshot },
  early?: readonly RoomEventsNotice[],
) => RoomStep = client.startRoom;

/** Applies one `room:events` frame: every number once, in order; a hole is reported and later frames wait. */
export const applyFrame: (known: RoomClient, frame: RoomEventsNotice) => RoomStep = client.applyFrame;

/** Applies the answer of `room:catch-up`, then the frames that waited for it. */
export const applyCaughtUp: (known: RoomClient, answer: CaughtUpAnswer) => RoomStep = client.applyCaughtUp;

/** Puts a line of this client's own into the chat, as the service answered it. */
export const addOwnLine: (known: RoomClient, message: ChatMessage) => RoomClient = client.addOwnLine;

/** Applies one event to a room's state; the same function the service uses. */
export const applyEvent: (snapshot: RoomSnapshot, event: RoomEvent) => RoomSnapshot = state.applyEvent;
