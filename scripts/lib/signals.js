const numbers = /** @type {const} */ ({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 });

/** @typedef {keyof typeof numbers} EndSignal */

/** @type {(name: EndSignal) => void} */
let answer = leave;

/** Leaves with the usual code, so that what runs at the exit of the process runs. @param {EndSignal} name */
function leave(name) {
  process.exit(128 + numbers[name]);
}

/** From now on a wish to end reaches the current answer; at first that is leaving. */
export function catchSignals() {
  for (const name of /** @type {EndSignal[]} */ (Object.keys(numbers))) process.on(name, () => answer(name));
}

/** What to do from now on when the process is asked to end; without one, leave. @param {(name: EndSignal) => void} [next] */
export function whenAskedToEnd(next = leave) {
  answer = next;
}

/** Sends a signal to a process, or to a group when negative; one that is gone already is no error. @param {number} pid @param {NodeJS.Signals} name */
export function sendSignal(pid, name) {
  // 0 and -1 would reach processes that are not ours.
  if (Math.abs(pid) <= 1) return;
  try {
    process.kill(pid, name);
  } catch {
    // It is gone already.
  }
}
