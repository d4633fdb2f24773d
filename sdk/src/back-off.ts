/** How long to wait between tries, in milliseconds: doubling from a third of a second to eight, with jitter so that viewers do not come back as one. */
export function backOff(attempt: number): number {
  return Math.min(8_000, 300 * 2 ** attempt) * (0.5 + Math.random());
}

/**
 * How Socket.IO comes back after a loss. Each connection draws its own first wait, evenly over two seconds, so that a node's
 * viewers do not all come back in the same moment: the library's own chance leaves gaps of a tenth of that and heaps between.
 */
export function reconnectDelays() {
  return { reconnectionDelay: 100 + Math.random() * 1_900, randomizationFactor: 0.1, reconnectionDelayMax: 5_000 };
}
