/** Numbers of the payments feature; times in milliseconds. */
export const paymentPolicy = {
  /** A webhook's timestamp may be this far from now. */
  signatureToleranceMs: 5 * 60_000,
  /** Units claimed anew for a late payment are held this long until the order has them. */
  reclaimHoldMs: 20_000,
  /** Events and refunds untouched for this long are taken up by the sweep. */
  retryAfterMs: 10_000,
  sweepBatch: 200,
  /** No hold, and so no open payment, lasts longer. */
  longestHoldMs: 3_600_000,
  /** The day of a receipt limit begins at midnight here: China has one time and no summer time. */
  dayOffsetMs: 8 * 3_600_000,
} as const;
