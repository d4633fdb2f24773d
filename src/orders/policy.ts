/** Numbers of the orders feature; times in milliseconds. */
export const orderPolicy = {
  /** Overdue orders are ended from MongoDB this long after their hold, when Redis should have done it. */
  overdueGraceMs: 5_000,
  sweepBatch: 200,
  /** A room's sales are counted at most this often, whoever asks. */
  countKeepMs: 1_500,
} as const;
