/** Below this the difference is only the second the `Date` header is rounded to, in milliseconds. */
const TOLERANCE_MS = 2_000;

let offsetMs = 0;

/** Learns how far this device's clock is from the service's, from an answer's `Date` header. */
export function noteServerTime(header: string | null): void {
  const at = Date.parse(header ?? '');
  if (Number.isNaN(at)) return;
  // The header is cut to whole seconds, so half a second is its best guess.
  const difference = at + 500 - Date.now();
  offsetMs = Math.abs(difference) < TOLERANCE_MS ? 0 : difference;
}

/** The service's time in milliseconds since the epoch, as well as this client knows it. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}

/** An instant of the service on this device's clock, for countdowns drawn here. */
export function toLocalInstant(instant: string): string {
  return offsetMs === 0 ? instant : new Date(Date.parse(instant) - offsetMs).toISOString();
}
