import type { ShopFile, ShopView, shopCard } from '#src/contract/shops.ts';
import type { z } from 'zod';
import type { ShopRecord } from './model.ts';
import { shopPolicy } from './policy.ts';
import { isSelling } from './rules.ts';

export function toShopView(shop: ShopRecord): ShopView {
  return {
    id: shop._id,
    ownerId: shop.ownerId,
    type: shop.type,
    name: shop.name,
    state: shop.state,
    signed: shop.signed,
    parts: shop.parts,
    tasks: shopPolicy[shop.type].tasks.map((task) => ({ task, done: shop.tasksDone.includes(task) })),
    ...(shop.frozenReason !== undefined && { frozenReason: shop.frozenReason }),
    createdAt: shop.createdAt.toISOString(),
  };
}

/** The public face. */
export function toShopCard(shop: ShopRecord): z.output<typeof shopCard> {
  return { id: shop._id, name: shop.name, open: isSelling(shop) };
}

/** What the owner has handed in so far. */
export function toShopFile(shop: ShopRecord): Partial<ShopFile> {
  return { ...shop.file, ...(Object.keys(shop.papers).length > 0 && { papers: shop.papers }) };
}
