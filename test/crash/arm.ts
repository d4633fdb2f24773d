import { watchCrashPoints } from '#src/platform/crash-point.ts';
import type { CrashPoint } from '#src/platform/crash-point.ts';

/** What the harness tells a process to do; loaded beside a program by `--import`, so the program itself knows nothing. */
export type Order =
  /** Sends the signal to each process when the point is reached for the `skip + 1`th time; no `pids` means itself. */
  | { do: 'kill'; point: CrashPoint; skip: number; pids?: number[] }
  /** Blocks the event loop at once. */
  | { do: 'block'; milliseconds: number }
  | { do: 'disarm' };

/** What the process tells: the point was reached and somebody else was killed there. */
export interface Report {
  reached: CrashPoint;
}

let armed: Extract<Order, { do: 'kill' }> | undefined;

process.on('message', (order: Order) => {
  if (order.do === 'block') sleep(order.milliseconds);
  else armed = order.do === 'kill' ? order : undefined;
});
// Nobody is left who could stop this process.
process.on('disconnect', () => process.exit(1));

watchCrashPoints((point) => {
  if (armed?.point !== point) return;
  if (armed.skip > 0) {
    armed.skip -= 1;
    return;
  }
  const { pids = [process.pid] } = armed;
  armed = undefined;
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  // Nothing of this process runs any more, however late the signal is.
  if (pids.includes(process.pid)) sleep(60_000);
  process.send!({ reached: point } satisfies Report);
});

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
