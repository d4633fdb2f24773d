import type { FoundThing } from '#src/contract/ops.ts';
import type { Deps } from '#src/deps.ts';
import type { ShopRecord } from './model.ts';

/** Shops by id, or by the beginning of the name. */
export async function searchShops(
  deps: Pick<Deps, 'shops'>,
  words: { id: string } | { prefix: string; limit: number },
): Promise<FoundThing[]> {
  const shops =
    'id' in words
      ? await deps.shops.findMany([words.id])
      : await deps.shops.findByName(words.prefix.toLowerCase(), words.limit);
  return shops.map(toFound);
}

const toFound = ({ _id, name, state }: ShopRecord): FoundThing => ({ type: 'shop', id: _id, title: name, state });
