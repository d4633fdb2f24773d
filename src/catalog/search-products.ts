import type { FoundThing } from '#src/contract/ops.ts';
import type { Deps } from '#src/deps.ts';
import type { ProductRecord } from './model.ts';

/** Products by id, or by the beginning of the draft's title. */
export async function searchProducts(
  deps: Pick<Deps, 'products'>,
  words: { id: string } | { prefix: string; limit: number },
): Promise<FoundThing[]> {
  const products =
    'id' in words
      ? await deps.products.findMany([words.id])
      : await deps.products.findByTitle(words.prefix.toLowerCase(), words.limit);
  return products.map(toFound);
}

const toFound = ({ _id, draft, draftState }: ProductRecord): FoundThing => ({
  type: 'product',
  id: _id,
  title: draft.title,
  state: draftState.status,
});
