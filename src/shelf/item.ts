import type { Id } from '#src/contract/ids.ts';
import type { SaleMode } from '#src/contract/shelf.ts';

export interface ShelfSkuRecord {
  sku: Id;
  pool: Id;
  name: string;
  listPrice: number;
  price: number;
}

/** A product on a room's shelf; the truth from which the gate's copy is made. */
export interface ShelfItemRecord {
  _id: Id;
  room: Id;
  product: Id;
  shop: Id;
  /** Owner of shop and channel. */
  seller: Id;
  channelName: string;
  title: string;
  picture?: Id | undefined;
  priceVersion: number;
  limit?: number | undefined;
  /** Absent: `first_tap`. */
  mode?: SaleMode | undefined;
  /** Of `equal_chance`. */
  drawSeconds?: number | undefined;
  /** `abandoned`: adding it was given up; the document only stops whoever was adding it. */
  state: 'on_sale' | 'withdrawn' | 'removed' | 'abandoned';
  /** Present while on the shelf; a product is on a room's shelf once. */
  onShelf?: true | undefined;
  order: number;
  skus: ShelfSkuRecord[];
  /** Grows with every change; the gate takes only newer ones. */
  revision: number;
  /** When it was changed, until the gate has it. */
  dirty?: Date | undefined;
  pinnedAt?: Date | undefined;
  at: Date;
}
