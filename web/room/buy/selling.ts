import type { RoomWatch } from '../../lib/room-client.ts';
import type { RoomSnapshot } from '../../../src/contract/room-events.ts';
import type { ShelfItem, ShelfSku } from '../../../src/contract/shelf.ts';

/** Why nothing can be bought; undefined when it can. */
export type NoSale = 'notLive' | 'paused' | 'over' | 'withdrawn' | 'soldOut';

/** Whether a purchase of this item holds units while it is paid. */
export function holdsUnits(room: RoomWatch, itemId: string): boolean {
  return room.snapshot.value?.shelf.find((each) => each.itemId === itemId)?.mode !== 'first_paid';
}

/** Whether an item, or one SKU of it, can be bought now. */
export function whyNotBuy(snapshot: RoomSnapshot, item: ShelfItem, sku?: ShelfSku): NoSale | undefined {
  if (snapshot.state === 'ended' || snapshot.state === 'closed') return 'over';
  if (item.state === 'withdrawn') return 'withdrawn';
  if (snapshot.state === 'scheduled') return 'notLive';
  if (snapshot.state === 'paused') return 'paused';
  return (sku ? sku.left : unitsLeft(item)) === 0 ? 'soldOut' : undefined;
}

export function unitsLeft(item: ShelfItem): number {
  return item.skus.reduce((sum, sku) => sum + sku.left, 0);
}

export function unitsSize(item: ShelfItem): number {
  return item.skus.reduce((sum, sku) => sum + sku.size, 0);
}

/** Lowest and highest price of an item, in fen, and the list price of the lowest. */
export function priceRange(item: ShelfItem): { from: number; upTo: number; list: number } {
  const [cheapest = item.skus[0]!] = item.skus.toSorted((a, b) => a.price - b.price);
  return { from: cheapest.price, upTo: Math.max(...item.skus.map((sku) => sku.price)), list: cheapest.listPrice };
}

/** Most units one may order at once, and which bound it is. */
export function quantityLimit(item: ShelfItem, sku: ShelfSku): { max: number; bound: 'left' | 'buyer' } {
  const buyer = item.perBuyerLimit ?? 999;
  return sku.left <= buyer ? { max: Math.max(1, sku.left), bound: 'left' } : { max: buyer, bound: 'buyer' };
}

/** The SKU to begin with: the wanted one if it can be had, else the first that can. */
export function firstChoice(item: ShelfItem, wanted?: string): ShelfSku {
  const free = item.skus.filter((sku) => sku.left > 0);
  return (
    free.find((sku) => sku.skuId === wanted) ??
    item.skus.find((sku) => sku.skuId === wanted) ??
    free[0] ??
    item.skus[0]!
  );
}
