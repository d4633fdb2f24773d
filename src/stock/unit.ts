import type { Id } from '#src/contract/ids.ts';

/**
 * One claimed unit. Its `_id` is `<pool>:<serial>`, so a unit can be claimed once and no more, whatever Redis believes.
 * The order's id is the ticket's. `hold` carries enough of the ticket to place its order when Redis has lost it.
 */
export interface UnitRecord {
  _id: string;
  pool: Id;
  room: Id;
  ticket: Id;
  buyer: Id;
  item: Id;
  at: Date;
  hold: {
    sku: Id;
    quantity: number;
    version: number;
    price: number;
    until: Date;
    at: Date;
    seq: number;
    pinned: boolean;
    seen?: string;
  };
}

export const unitId = (pool: Id, serial: number): string => `${pool}:${serial}`;
export const serialOf = (unit: string): number => Number(unit.slice(unit.indexOf(':') + 1));
