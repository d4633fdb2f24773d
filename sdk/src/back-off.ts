/** How long to wait between tries, in milliseconds: doubling from a third of a second to eight, with jitter so that viewers do not come back as one. */
export function backOff(attempt: number): number {
  return Math.min(8_000, 300 * 2 ** attempt) * (0.5 + Math.random());
}
