import { AppError } from '#src/contract/errors.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { claimPlace } from './claim-place.ts';
import type { ShopRecord } from './model.ts';
import { shopPolicy } from './policy.ts';
import { emptyParts, parseShopType } from './rules.ts';

/** Opens a shop, free and without deposit. @throws SHOP_TYPE_REFUSED SHOP_CAP_REACHED */
export async function createShop(
  deps: Pick<Deps, 'shops' | 'clock' | 'newId'>,
  actor: Pick<Member, 'id'>,
  input: { type: string; name: string },
): Promise<ShopRecord> {
  const parsed = parseShopType(input.type);
  if ('refused' in parsed) {
    const details = { type: input.type, why: parsed.refused, accepted: Object.keys(shopPolicy) };
    throw new AppError('SHOP_TYPE_REFUSED', { details });
  }
  const { type } = parsed;
  const shop: ShopRecord = {
    _id: deps.newId(),
    ownerId: actor.id,
    type,
    name: input.name,
    nameKey: input.name.toLowerCase(),
    state: 'opened',
    signed: false,
    parts: emptyParts(type),
    file: {},
    papers: {},
    tasksDone: [],
    edits: 0,
    round: 0,
    freezes: 0,
    createdAt: new Date(deps.clock.now()),
  };
  // The shop comes first: a place without its shop could never be given back.
  await deps.shops.insert(shop);
  try {
    await claimPlace(deps, shop);
  } catch (error) {
    await deps.shops.removeUnused(shop._id);
    throw error;
  }
  return shop;
}
