import { isUrgent } from '#src/contract/room-state.ts';
import type { RoomEvent, RoomFrame } from '#src/contract/room-events.ts';
import { feedPolicy } from '../policy.ts';
import { createChatSampler } from './chat-sampler.ts';
import { composeFrame } from './compose-frame.ts';
import { flushInterval } from './flush-interval.ts';

/** Gathers a room's events and sends them as one frame per tick; urgent ones do not wait for the tick, only until the last frame is paid for. */
export interface Flusher {
  push(event: RoomEvent): void;
  close(): void;
}

interface Options {
  roomId: string;
  /** Local viewers; without any, nothing is sent. */
  viewers(): number;
  /** Viewers of the room on all nodes; the tick follows these, so that a room spread over nodes is not cut into more frames. */
  size(): number;
  /** Answers the milliseconds it kept the event loop. */
  send(frame: RoomFrame): Promise<number>;
  onError(error: unknown): void;
}

export function createFlusher({ roomId, viewers, size, send, onError }: Options): Flusher {
  const sampler = createChatSampler();
  let pending: RoomEvent[] = [];
  let timer: NodeJS.Timeout | undefined;
  let urgent: NodeJS.Immediate | undefined;
  /** A frame is on its way; the next waits for it, so that none overtakes another. */
  let sending = false;
  let hurry = false;
  let flushedAt = -Infinity;
  /** Milliseconds a flush takes, as a moving average. */
  let cost = 0;

  function schedule(): void {
    if (sending || pending.length === 0) return;
    // A room that is always in a hurry would take the whole event loop.
    const gap = hurry ? cost / feedPolicy.flushLoopShareMax : flushInterval(Math.max(viewers(), size()), cost);
    const wait = flushedAt + gap - performance.now();
    if (hurry && wait <= 0) {
      urgent ??= setImmediate(flush);
      return;
    }
    if (hurry) clearTimeout(timer);
    if (hurry || timer === undefined) timer = setTimeout(flush, Math.max(0, wait));
  }

  function flush(): void {
    cancel();
    const events = pending;
    pending = [];
    hurry = false;
    if (events.length === 0 || viewers() === 0) return;
    sending = true;
    flushedAt = performance.now();
    send(composeFrame(roomId, events, (lines) => sampler.pick(lines, flushedAt)))
      .then((busyMs) => void (cost += (busyMs - cost) / 8), onError)
      .finally(() => {
        sending = false;
        schedule();
      });
  }

  function cancel(): void {
    clearTimeout(timer);
    clearImmediate(urgent);
    timer = undefined;
    urgent = undefined;
  }

  return {
    push(event) {
      pending.push(event);
      hurry ||= isUrgent(event);
      schedule();
    },
    close() {
      cancel();
      pending = [];
    },
  };
}
