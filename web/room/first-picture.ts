import { effect } from '@preact/signals';
import type { Visit } from './visit.ts';

/** Nobody waits longer for a picture before he can read and buy, in milliseconds since the page was opened. */
const PATIENCE_MS = 1_500;

/** Waits for the first picture; not when there is none to come, and never for long. */
export function afterFirstPicture({ room, video }: Visit): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, Math.max(0, PATIENCE_MS - performance.now()));
    const stop = effect(() => {
      const isOff = room.snapshot.value !== undefined && room.snapshot.value.stage !== 'on';
      if (video.hasPicture.value || isOff || room.failure.value || video.state.value === 'failed') done();
    });
    function done(): void {
      clearTimeout(timer);
      // The effect may run through before it has a name to be stopped by.
      queueMicrotask(() => stop());
      resolve();
    }
  });
}
