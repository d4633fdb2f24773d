import { findProduct } from '#src/catalog/find-product.ts';
import { findLinkedShop } from '#src/channels/find-linked-shop.ts';
import type { CommandInput } from '#src/contract/commands.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Actor } from '#src/platform/edge/types.ts';
import type { PoolRecord } from '#src/stock/pool.ts';
import { abandonItem } from './abandon-item.ts';
import type { ShelfItemRecord } from './item.ts';
import { requireShelf } from './require-shelf.ts';
import { listingProblem, SHELF_MAX } from './rules.ts';
import { syncItem } from './sync-item.ts';
import type { SyncDeps } from './sync-item.ts';

export type AddDeps = SyncDeps & Pick<Deps, 'clock' | 'products' | 'channels' | 'shops'>;
/** Long enough for slow phones, short enough to be watched. */
const DRAW_SECONDS = 5;

type AddItem = CommandInput<'shelf:add'>;

/**
 * Puts a product on a room's shelf with units from its shop's stock. The steps survive a death between any two of them:
 * the pools are written down as `opening`, then get their units, then the item is inserted, which decides that it is on
 * the shelf, then the gate takes it and the pools are open. Whoever finds `opening` pools left behind finishes the item
 * or, by inserting it as `abandoned` first, gives the units back.
 * @throws SHOP_NOT_LINKED FOREIGN_PRODUCT SHOP_NOT_OPEN PRODUCT_NOT_ONLINE ITEM_EXISTS SHELF_FULL STOCK_SHORT
 */
export async function addItem(deps: AddDeps, actor: Actor, input: AddItem): Promise<{ itemId: Id }> {
  const item = await draftItem(deps, actor, input);
  const at = item.at;
  const units = new Map(input.units.map((each) => [each.sku, each.units]));
  const pools = item.skus.map(({ pool, sku }): PoolRecord => {
    const { room, product, shop } = item;
    return { _id: pool, room, item: item._id, sku, product, shop, size: units.get(sku)!, state: 'opening', at };
  });
  await deps.stock.pools.insert(pools);
  for (const pool of pools) {
    const outcome = await deps.stock.skus.allocate(pool.sku, pool._id, pool.room, pool.size);
    if (outcome === 'done') continue;
    await abandonItem(deps, item, pools);
    throw outcome === 'short' ? await stockShort(deps, pool) : new AppError('BUSY', { retryAfterMs: 1_000 });
  }
  const inserted = await deps.shelf.insert(item);
  if (inserted !== 'done') {
    await abandonItem(deps, item, pools);
    throw new AppError(inserted === 'exists' ? 'ITEM_EXISTS' : 'BUSY', { details: { product: item.product } });
  }
  await syncItem(deps, item._id);
  return { itemId: item._id };
}

async function draftItem(deps: AddDeps, actor: Actor, input: AddItem): Promise<ShelfItemRecord> {
  const room = await requireShelf(deps, actor, input.room);
  const [shop, product] = await Promise.all([findLinkedShop(deps, room.channelId), findProduct(deps, input.product)]);
  const problem = listingProblem({ shop, product });
  if (problem) throw new AppError(problem.code, { details: { product: input.product, ...problem.details } });
  const shelf = await deps.shelf.listOnShelf(room._id);
  if (shelf.some((item) => item.product === input.product)) throw new AppError('ITEM_EXISTS');
  if (shelf.length >= SHELF_MAX) throw new AppError('SHELF_FULL', { details: { max: SHELF_MAX } });
  const copy = product!.online!;
  return {
    _id: deps.newId(),
    room: room._id,
    product: input.product,
    shop: shop!.id,
    seller: shop!.ownerId,
    channelName: room.channelName,
    title: copy.title,
    ...(copy.pictures[0] && { picture: copy.pictures[0] }),
    priceVersion: product!.version,
    ...(copy.perBuyerLimit !== undefined && { limit: copy.perBuyerLimit }),
    ...(input.mode && input.mode !== 'first_tap' && { mode: input.mode }),
    ...(input.mode === 'equal_chance' && { drawSeconds: input.drawSeconds ?? DRAW_SECONDS }),
    state: 'on_sale',
    onShelf: true,
    order: Math.max(-1, ...shelf.map((item) => item.order)) + 1,
    skus: draftSkus(deps, input, copy.skus),
    revision: 1,
    dirty: new Date(deps.clock.now()),
    at: new Date(deps.clock.now()),
  };
}

function draftSkus(
  deps: Pick<Deps, 'newId'>,
  { units }: AddItem,
  offered: readonly { id: Id; name: string; listPrice: number; price: number }[],
): ShelfItemRecord['skus'] {
  const wanted = new Set(units.map((each) => each.sku));
  const unknown = [...wanted].filter((sku) => !offered.some((each) => each.id === sku));
  if (unknown.length > 0 || wanted.size < units.length) {
    const problem = unknown.length > 0 ? 'not a SKU of the online product' : 'named twice';
    throw new AppError('INVALID_INPUT', { details: { fields: [{ path: 'units', problem }], skus: unknown } });
  }
  return offered
    .filter((sku) => wanted.has(sku.id))
    .map(({ id: sku, name, listPrice, price }) => ({ sku, pool: deps.newId(), name, listPrice, price }));
}

export async function stockShort(
  deps: Pick<Deps, 'stock'>,
  { sku, size: wanted }: Pick<PoolRecord, 'sku' | 'size'>,
): Promise<AppError> {
  const [stock] = await deps.stock.skus.find([sku]);
  return new AppError('STOCK_SHORT', { details: { sku, wanted, available: stock?.available ?? 0 } });
}
