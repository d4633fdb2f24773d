/** How counts of viewers are kept; times in milliseconds. */
export const presencePolicy = {
  /** A node that has not reported for this long has died; its viewers are counted no more. */
  staleMs: 6_000,
  /** The count is logged at most this often; a little under a second, so that a beat is not skipped by jitter. */
  logEveryMs: 950,
  /** Counts that no node renews are forgotten after this. */
  countKeepMs: 60_000,
  /** When the host's page was last seen is asked of rooms on air, which end long before this without a host. */
  hostKeepMs: 24 * 3_600_000,
} as const;
