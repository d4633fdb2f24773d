/** Numbers of the ledger. Times in milliseconds. */
export const ledgerPolicy = {
  /** What looks wrong is read this often before it is reported. */
  rounds: 4,
  roundMs: 400,
  /** Units or orders looked up by one read. */
  batch: 1_000,
  /** A hold that ended this long ago must have been decided; sweeps look every second. */
  holdGraceMs: 60_000,
  /** A refund that has not moved for this long stands still. */
  refundGraceMs: 15 * 60_000,
} as const;
