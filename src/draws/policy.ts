/** Numbers of the draws. Times in milliseconds. */
export const drawPolicy = {
  /** A ticket's entry is remembered this long. */
  entryKeepMs: 24 * 3_600_000,
  /** Entries that are served by one call of the gate, in their order. */
  batch: 25,
  /** Entries of one draw: with their results they are one document, and this is half of the 16 MB that MongoDB takes. */
  entriesMax: 20_000,
  /** A draw whose entries were fixed longer ago than this was left by a process that died. */
  abandonedMs: 3_000,
  /** While a draw is being made its item takes no taps; somebody who comes then asks again after this. */
  retryMs: 500,
  /** Draws of a room that are shown. */
  shown: 100,
} as const;
