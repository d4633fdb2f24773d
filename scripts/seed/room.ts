import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { scheduleRoom } from '#src/rooms/schedule-room.ts';
import { sweepRooms } from '#src/rooms/sweep-rooms.ts';
import { addItem } from '#src/shelf/add-item.ts';
import { changeStock } from '#src/stock/add-sku-stock.ts';
import { readStock } from '#src/stock/read-stock.ts';
import type { Goods } from './goods.ts';
import { uploadPicture } from './pictures.ts';
import { findGoods } from './products.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A room that is not over for hours yet, with a stocked shelf; the one of an earlier run if it will do. */
export async function provideRoom(deps: Deps, host: Member, shop: Id, goods: readonly Goods[]): Promise<Id> {
  // A show whose host went away long ago is ended now, and not a minute after the start.
  await sweepRooms(deps);
  const now = deps.clock.now();
  const rooms = await deps.rooms.listOwned(host.id, { limit: 20 });
  const isGood = (room: (typeof rooms)[number]) =>
    room.state !== 'ended' && room.state !== 'closed' && room.endsAt.getTime() > now + 2 * HOUR_MS;
  const room =
    rooms.find(isGood) ??
    (await scheduleRoom(deps, host, {
      title: '秋日茶与好物 Autumn tea live',
      // A room may go live an hour before its planned start, so this one may at once.
      startsAt: toInstant(now + 11 * MINUTE_MS),
      endsAt: toInstant(now + 23 * HOUR_MS),
      cover: await uploadPicture(deps, host, 'tea-set'),
    }));
  const onShelf = new Set((await deps.shelf.listOnShelf(room._id)).map((item) => item.product));
  const products = await findGoods(deps, shop);
  for (const each of goods) {
    const product = products.get(each.title);
    if (product && onShelf.size === 0) await putOnShelf(deps, host, room._id, product, each);
  }
  return room._id;
}

/** A product that people have frozen, delisted or changed meanwhile is left out. */
async function putOnShelf(deps: Deps, host: Member, room: Id, productId: Id, goods: Goods): Promise<void> {
  const product = await deps.products.find(productId);
  const units = (product?.online?.skus ?? []).flatMap((sku) => {
    const wanted = goods.skus.find((each) => each.name === sku.name)?.room ?? 0;
    return wanted > 0 ? [{ sku: sku.id, units: wanted }] : [];
  });
  if (!product || units.length === 0) return;
  await refill(deps, productId, product.shopId, units);
  try {
    await addItem(deps, host, { room, product: productId, units });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

/** Earlier rooms may have sold what this one needs. */
async function refill(deps: Deps, productId: Id, shopId: Id, units: { sku: Id; units: number }[]): Promise<void> {
  const stock = await readStock(
    deps,
    units.map(({ sku }) => sku),
  );
  for (const { sku: skuId, units: wanted } of units) {
    const delta = wanted - (stock.get(skuId)?.available ?? 0);
    if (delta > 0) await changeStock(deps, { skuId, productId, shopId, delta, key: deps.newId() });
  }
}
