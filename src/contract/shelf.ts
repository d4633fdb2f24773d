import { z } from 'zod';
import { id, instant } from './ids.ts';
import { fen } from './money.ts';

export const shelfSku = z.object({
  skuId: id,
  poolId: id,
  name: z.string(),
  listPrice: fen,
  price: fen,
  /** Units the pool was given. */
  size: z.number().int(),
  /** Units free right now. */
  left: z.number().int(),
});
export type ShelfSku = z.infer<typeof shelfSku>;

/**
 * Who gets a unit. `first_tap`: a tap holds it until it is paid or the hold ends; `first_paid`: a tap holds nothing, the
 * payment claims it, and money that finds none left goes back at once; `equal_chance`: the first tap opens a window, and
 * all taps in it are drawn when it closes.
 */
export const saleMode = z.enum(['first_tap', 'first_paid', 'equal_chance']);
export type SaleMode = z.infer<typeof saleMode>;

/** Seconds in which taps are gathered for a draw. */
export const drawSeconds = z.number().int().min(1).max(10);

/** The draws of an item: the next or running one, and the last one that was made. */
export const itemDraw = z.object({
  /** Draws of an item are counted from 1. */
  number: z.number().int(),
  /** SHA-256 of the seed in hex, told before anybody can tap for this draw. */
  commitment: z.string(),
  /** While the window is open: when it closes. */
  endsAt: instant.nullable(),
  /** `seed` in hex; whoever has it and the entries can draw again. */
  last: z
    .object({ number: z.number().int(), seed: z.string(), entries: z.number().int(), won: z.number().int() })
    .optional(),
});
export type ItemDraw = z.infer<typeof itemDraw>;

/** A product on a room's shelf. */
export const shelfItem = z.object({
  itemId: id,
  productId: id,
  title: z.string(),
  picture: id.optional(),
  /** Changes with every price change; a purchase names the version its buyer saw. */
  priceVersion: z.number().int(),
  perBuyerLimit: z.number().int().optional(),
  /** Absent: `first_tap`. */
  mode: saleMode.optional(),
  /** Of an item sold by `equal_chance`. */
  drawSeconds: drawSeconds.optional(),
  draw: itemDraw.optional(),
  /** `withdrawn`: the shop or product left the sale; the item cannot be bought. */
  state: z.enum(['on_sale', 'withdrawn']),
  skus: z.array(shelfSku).min(1),
});
export type ShelfItem = z.infer<typeof shelfItem>;
