/** Numbers of the ledger. Times in milliseconds. */
export const ledgerPolicy = {
  /** What looks wrong is read this often before it is reported. */
  rounds: 4,
  roundMs: 400,
  /** A pool that is changed while it is read is read again this often. */
  attempts: 8,
  /** Units or orders looked up by one read. */
  batch: 1_000,
  /** A hold that ended this long ago must have been decided; sweeps look every second. */
  holdGraceMs: 60_000,
  /** A ticket accepted this long ago must have its order. */
  orderGraceMs: 60_000,
  /** Money that came, or went back, this long ago must have been applied to its order. */
  moneyGraceMs: 60_000,
  /** A refund that has not moved for this long stands still. */
  refundGraceMs: 15 * 60_000,
} as const;
