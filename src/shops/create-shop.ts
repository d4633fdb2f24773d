import { AppError } from '#src/contract/errors.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import type { ShopRecord } from './model.ts';
import { shopPolicy } from './policy.ts';
import { emptyParts, parseShopType } from './rules.ts';

/** Opens a shop, free and without deposit. @throws SHOP_TYPE_REFUSED SHOP_CAP_REACHED */
export async function createShop(
  deps: Pick<Deps, 'shops' | 'clock' | 'newId'>,
  actor: Pick<Member, 'id'>,
  wish: { type: string; name: string },
): Promise<ShopRecord> {
  const type = parseShopType(wish.type);
  if (!type)
    throw new AppError('SHOP_TYPE_REFUSED', { details: { type: wish.type, accepted: Object.keys(shopPolicy) } });
  const { cap } = shopPolicy[type];
  const id = deps.newId();
  if (cap.per === 'account' && !(await deps.shops.takeSlot(`${type}:${actor.id}`, cap.shops, id))) {
    throw new AppError('SHOP_CAP_REACHED', { details: { cap: cap.shops } });
  }
  const shop: ShopRecord = {
    _id: id,
    ownerId: actor.id,
    type,
    name: wish.name,
    state: 'opened',
    signed: false,
    parts: emptyParts(type),
    file: {},
    papers: {},
    tasksDone: [],
    round: 0,
    createdAt: new Date(deps.clock.now()),
  };
  await deps.shops.insert(shop);
  return shop;
}
