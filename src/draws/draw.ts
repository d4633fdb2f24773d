import type { ErrorCode } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';

/** Somebody's tap in a window. */
export interface DrawEntry {
  ticket: Id;
  account: Id;
  sku: Id;
  quantity: number;
  version: number;
  /** JSON, or empty; see placing a purchase. */
  seen: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** What became of an entry, in the order of the draw. */
export interface DrawResult {
  ticket: Id;
  outcome: 'won' | ErrorCode;
}

/**
 * One draw of an item. `committed`: its seed is fixed and its hash told, taps may come. `closed`: the entries are fixed.
 * `drawn`: units were given in the order the seed makes, and everything may be told.
 */
export interface DrawRecord {
  /** Item and number. */
  _id: string;
  room: Id;
  item: Id;
  number: number;
  /** 32 bytes in hex; nobody's to see before the draw is made. */
  seed: string;
  commitment: string;
  state: 'committed' | 'closed' | 'drawn';
  committedAt: Date;
  closedAt?: Date | undefined;
  drawnAt?: Date | undefined;
  entries?: DrawEntry[] | undefined;
  results?: DrawResult[] | undefined;
}

/** What a draw says of one ticket; `outcome` is absent until it is made, and when the ticket takes no part in it. */
export interface DrawVerdict {
  state: DrawRecord['state'];
  outcome?: DrawResult['outcome'] | undefined;
}

export const drawId = (item: Id, number: number): string => `${item}:${number}`;
