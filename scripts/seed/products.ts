import { changeProductStock } from '#src/catalog/change-product-stock.ts';
import { decideProduct } from '#src/catalog/decide-product.ts';
import { findProduct } from '#src/catalog/look-up.ts';
import { createProduct } from '#src/catalog/save-product.ts';
import { submitProduct } from '#src/catalog/submit-product.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import type { Goods } from './goods.ts';
import { uploadPicture } from './pictures.ts';

interface Place {
  owner: Member;
  shop: Id;
  /** Approves what is submitted; absent: it stays in the review queue. */
  operator?: Member;
}

/** The shop's products with pictures, stock and review; those that are there by their title stay as they are. */
export async function provideProducts(deps: Deps, place: Place, goods: readonly Goods[]): Promise<void> {
  const known = await findGoods(deps, place.shop);
  for (const each of goods) {
    const id = known.get(each.title) ?? (await draftProduct(deps, place, each));
    await finishProduct(deps, place, id, each);
  }
}

/** The shop's products by title. */
export async function findGoods(deps: Deps, shop: Id): Promise<Map<string, Id>> {
  const products = await deps.products.listOfShop(shop, undefined, 500);
  return new Map(products.map((product) => [product.draft.title, product._id]));
}

async function draftProduct(deps: Deps, { owner, shop }: Place, goods: Goods): Promise<Id> {
  const { title, description, picture, skus, perBuyerLimit } = goods;
  const product = await createProduct(deps, owner, shop, {
    title,
    description,
    kind: 'physical',
    pictures: [await uploadPicture(deps, owner, picture)],
    skus: skus.map(({ name, listPrice, price }) => ({ name, listPrice, price })),
    ...(perBuyerLimit !== undefined && { perBuyerLimit }),
  });
  return product._id;
}

/** Stocks and submits a draft that was never submitted, also one that an earlier run left half done. */
async function finishProduct(deps: Deps, { owner, operator }: Place, id: Id, goods: Goods): Promise<void> {
  const product = await findProduct(deps, id);
  if (product.round === 0) {
    for (const { id: skuId, name } of product.draft.skus) {
      const delta = goods.skus.find((each) => each.name === name)?.shop ?? 0;
      // The SKU's own id as key: running again after a death adds nothing twice.
      if (delta > 0) await changeProductStock(deps, owner, id, { skuId, delta, key: skuId });
    }
    await submitProduct(deps, owner, id);
  }
  const isWaiting = (await findProduct(deps, id)).draftState.status === 'in_review';
  if (operator && isWaiting) await decideProduct(deps, operator, id, { decision: 'approve' });
}
