/** Every number of the purchases feature that a platform owner would tune. */
export const purchasePolicy = {
  /** Refused tickets stay in their buyer's history this long, in seconds. */
  refusedSeconds: 30 * 24 * 3600,
  /** How they are written: refusing is the hot path of a sold-out sale, so they gather, and the orders go first. */
  refusedWrites: { flushMs: 1_000, batch: 500, batchesPerTurn: 1, backlog: 50_000 },
} as const;
