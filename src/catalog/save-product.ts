import type { ProductCopy, ProductDraft } from '#src/contract/catalog.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { requireOwnFiles } from '#src/files/require-own-files.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { requireOwnShop } from '#src/shops/look-up.ts';
import { findProduct, requireOwnProduct } from './look-up.ts';
import type { ProductRecord } from './model.ts';
import { isLocked } from './rules.ts';

type SaveDeps = Pick<Deps, 'products' | 'shops' | 'files' | 'clock' | 'newId'>;

/** Writes a new product's draft, finished or not; buyers see nothing of it before review. @throws NOT_FOUND (the shop, or a picture that is no own upload) SHOP_STATE INVALID_INPUT */
export async function createProduct(
  deps: SaveDeps,
  actor: Pick<Member, 'id'>,
  shopId: Id,
  draft: ProductDraft,
): Promise<ProductRecord> {
  const shop = await requireOwnShop(deps, actor, shopId);
  if (shop.state === 'frozen') throw new AppError('SHOP_STATE', { details: { state: shop.state } });
  const now = new Date(deps.clock.now());
  const copy = await toCopy(deps, actor.id, draft, []);
  const product: ProductRecord = {
    _id: deps.newId(),
    shopId,
    ownerId: actor.id,
    draft: copy,
    titleKey: copy.title.toLowerCase(),
    draftState: { status: 'editing' },
    version: 0,
    revision: 0,
    round: 0,
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
  const copy = await toCopy(deps, actor.id, draft, known);
  const saved = await deps.products.saveDraft(productId, product.revision, copy, new Date(deps.clock.now()));
  const now = await findProduct(deps, productId);
  if (!saved) throw new AppError(isLocked(now) ? 'PRODUCT_LOCKED' : 'CONFLICT');
  return now;
}

/** SKUs keep the ids the product gave them; pictures must be the seller's own uploads. */
async function toCopy(deps: SaveDeps, owner: Id, draft: ProductDraft, known: readonly Id[]): Promise<ProductCopy> {
  await requireOwnFiles(deps, owner, 'picture', draft.pictures);
  const seen = new Set<Id>();
  const strangers = draft.skus.flatMap(({ id }, index) => {
    if (id === undefined) return [];
    const isStrange = !known.includes(id) || seen.has(id);
    seen.add(id);
    return isStrange ? [{ path: `skus.${index}.id`, problem: 'not a SKU of this product, or twice' }] : [];
  });
  if (strangers.length > 0) throw new AppError('INVALID_INPUT', { details: { fields: strangers } });
  const { perBuyerLimit, externalUrl, ...rest } = draft;
  return {
    ...rest,
    skus: draft.skus.map((sku) => ({ ...sku, id: sku.id ?? deps.newId() })),
    ...(perBuyerLimit !== undefined && { perBuyerLimit }),
    ...(externalUrl !== undefined && { externalUrl }),
  };
}
