/** Numbers of the stock feature. Times in milliseconds. */
export const stockPolicy = {
  /** A finished ticket answers repeats this long. */
  ticketKeepMs: 24 * 3_600_000,
  /** A ticket whose order is not durable after this is put on the queue again. */
  pendingMs: 1_500,
  /** Tickets one sweep takes from one room. */
  sweepBatch: 500,
  /** Rooms one sweep of the gates looks after at once. */
  roomsAtOnce: 8,
  /** The place of a builder that died is free again after this; a living one renews it three times as often. */
  warmLockMs: 3_000,
  /** How long a caller waits for a gate that somebody else is building. */
  warmWaitMs: 8_000,
  /** A room is recounted for evidence of a Redis that went back in time at most this often. */
  recountEveryMs: 5_000,
  /** The gate must answer within this, or the buyer hears BUSY and repeats under the same ticket. */
  gatePatienceMs: 3_000,
  /** Unpaid holds, and units in them, that one buyer may have open in a room. */
  holdsMax: 10,
  heldUnitsMax: 200,
  /** Part of a pool that one buyer may hold unpaid; a small pool's first units are never refused by it. */
  poolShare: 0.5,
  poolShareFloor: 5,
  /**
   * A buyer's first hold that runs out costs nothing; after the second one buying in the room is closed to the buyer for
   * the base time, which doubles with each further one up to the longest. A payment clears the count, and so does time.
   */
  lapseBaseMs: 30_000,
  lapseMaxMs: 15 * 60_000,
  lapseForgetMs: 3_600_000,
  /** Shows of a channel within this time of each other are one sale of a product. */
  saleMs: 24 * 3_600_000,
  /** How long a node goes on believing that a product is sold in this room alone. */
  saleRoomsMs: 5_000,
  /** Serials moved by one script call. */
  fillBatch: 5_000,
  /** A step of a shelf change older than this was left by a process that died. */
  abandonedMs: 10_000,
} as const;
