import type { ProductCopy, ProductDraft } from '#src/contract/catalog.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { requireOwnFiles } from '#src/files/require-own-files.ts';
import { requireOwnShop } from '#src/shops/look-up.ts';
import { requireOwnProduct } from './look-up.ts';
import type { ProductRecord } from './model.ts';
import { isLocked } from './rules.ts';

type SaveDeps = Pick<Deps, 'products' | 'shops' | 'files' | 'clock' | 'newId'>;

/** Writes a new product's draft; buyers see nothing of it before review. @throws NOT_FOUND SHOP_STATE INVALID_INPUT */
export async function createProduct(
  deps: SaveDeps,
  actor: Pick<Member, 'id'>,
  shopId: Id,
  draft: ProductDraft,
): Promise<ProductRecord> {
  const shop = await requireOwnShop(deps, actor, shopId);
  if (shop.state === 'frozen') throw new AppError('SHOP_STATE', { details: { state: shop.state } });
  const now = new Date(deps.clock.now());
  const product: ProductRecord = {
    _id: deps.newId(),
    shopId,
    ownerId: actor.id,
    draft: await toCopy(deps, actor.id, draft, []),
    draftState: { status: 'editing' },
    version: 0,
    revision: 0,
    listed: true,
    createdAt: now,
    updatedAt: now,
  };
  await deps.products.insert(product);
  return product;
}

/** Changes the draft; the online copy stays as it is. @throws NOT_FOUND PRODUCT_LOCKED INVALID_INPUT CONFLICT */
export async function editProduct(
  deps: SaveDeps,
  actor: Pick<Member, 'id'>,
  productId: Id,
  draft: ProductDraft,
): Promise<ProductRecord> {
  const product = await requireOwnProduct(deps, actor, productId);
  if (isLocked(product)) throw new AppError('PRODUCT_LOCKED');
  const known = [...product.draft.skus, ...(product.online?.skus ?? [])].map((sku) => sku.id);
  const change = {
    draft: await toCopy(deps, actor.id, draft, known),
    draftState: { status: 'editing' as const },
    updatedAt: new Date(deps.clock.now()),
  };
  if (!(await deps.products.change(productId, product.revision, change))) throw new AppError('CONFLICT');
  return { ...product, ...change, revision: product.revision + 1 };
}

/** SKUs keep the ids the product gave them; pictures must be the seller's own uploads. */
async function toCopy(deps: SaveDeps, owner: Id, draft: ProductDraft, known: readonly Id[]): Promise<ProductCopy> {
  await requireOwnFiles(deps, owner, 'picture', draft.pictures);
  const given = draft.skus.flatMap((sku) => sku.id ?? []);
  const stranger = draft.skus.findIndex(
    (sku) => sku.id && (!known.includes(sku.id) || given.filter((id) => id === sku.id).length > 1),
  );
  if (stranger >= 0)
    throw new AppError('INVALID_INPUT', {
      details: { fields: [{ path: `skus.${stranger}.id`, problem: 'not a SKU of this product' }] },
    });
  return { ...draft, skus: draft.skus.map((sku) => ({ ...sku, id: sku.id ?? deps.newId() })) };
}
