import type { Id } from '#src/contract/ids.ts';

/**
 * `opening`: being put on the shelf. `open`: sold from. `closing`: the item has left the shelf, held and sold units stay.
 * `settling`: the room is over, no unit is given out any more, and what is free is on its way back to the shop.
 * `settled`: the room is over and what was not sold is back in the shop.
 */
export type PoolState = 'opening' | 'open' | 'closing' | 'settling' | 'settled';

/** The numbered units `0..size-1` of one SKU in one room. */
export interface PoolRecord {
  _id: Id;
  room: Id;
  item: Id;
  sku: Id;
  product: Id;
  shop: Id;
  size: number;
  state: PoolState;
  /** Set while units are being added, so that a half-done growth is found. */
  growing?: { key: string; units: number; at: Date } | undefined;
  at: Date;
  /** The outcome, once settled. */
  sold?: number | undefined;
  returned?: number | undefined;
  settledAt?: Date | undefined;
}
