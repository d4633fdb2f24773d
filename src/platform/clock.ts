/** The time, passed in so that rules and tests decide what "now" is. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A moment as the contract writes it: ISO 8601 UTC with milliseconds. */
export function toInstant(at: number | Date): string {
  return new Date(at).toISOString();
}
