import { isUrgent } from '#src/contract/room-state.ts';
import type { RoomEvent, RoomFrame } from '#src/contract/rooms.ts';
import { feedPolicy } from '../policy.ts';
import { composeFrame } from './compose-frame.ts';
import { flushInterval } from './flush-interval.ts';

/** Gathers a room's events and sends them as one frame per tick; urgent ones do not wait for the tick. */
export interface Flusher {
  push(event: RoomEvent): void;
  /** Sends what has gathered now. */
  flush(): void;
  close(): void;
}

interface Options {
  roomId: string;
  /** Local viewers; without any, nothing is sent. */
  viewers(): number;
  send(frame: RoomFrame): void;
}

export function createFlusher({ roomId, viewers, send }: Options): Flusher {
  let pending: RoomEvent[] = [];
  let timer: NodeJS.Timeout | undefined;
  let urgent: NodeJS.Immediate | undefined;
  let flushedAt = -Infinity;
  /** Milliseconds a flush takes, as a moving average. */
  let cost = 0;

  function flush(): void {
    clearTimeout(timer);
    clearImmediate(urgent);
    timer = undefined;
    urgent = undefined;
    if (pending.length === 0) return;
    const events = pending;
    pending = [];
    if (viewers() === 0) return;
    const start = performance.now();
    send(composeFrame(roomId, events, feedPolicy.chatPerFrame));
    flushedAt = performance.now();
    cost += (flushedAt - start - cost) / 8;
  }

  return {
    push(event) {
      pending.push(event);
      if (isUrgent(event)) urgent ??= setImmediate(flush);
      else timer ??= setTimeout(flush, Math.max(0, flushedAt + flushInterval(viewers(), cost) - performance.now()));
    },
    flush,
    close() {
      clearTimeout(timer);
      clearImmediate(urgent);
      pending = [];
    },
  };
}
