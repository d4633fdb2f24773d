import type { z } from 'zod';
import type { productCard } from '#src/contract/catalog.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { findShop as shopFacts } from '#src/shops/find-shop.ts';
import type { ProductRecord } from './model.ts';
import { toProductCard } from './present.ts';
import { isOnSale } from './rules.ts';

type Card = z.output<typeof productCard>;

/** @throws NOT_FOUND */
export async function findProduct(deps: Pick<Deps, 'products'>, productId: Id): Promise<ProductRecord> {
  const product = await deps.products.find(productId);
  if (!product) throw new AppError('NOT_FOUND', { details: { product: productId } });
  return product;
}

/** The product, for its seller alone. @throws NOT_FOUND */
export async function requireOwnProduct(
  deps: Pick<Deps, 'products'>,
  actor: Pick<Member, 'id'>,
  productId: Id,
): Promise<ProductRecord> {
  const product = await findProduct(deps, productId);
  if (product.ownerId !== actor.id) throw new AppError('NOT_FOUND', { details: { product: productId } });
  return product;
}

/** The product, for its seller and operators. @throws NOT_FOUND */
export async function requireVisibleProduct(
  deps: Pick<Deps, 'products'>,
  actor: Member,
  productId: Id,
): Promise<ProductRecord> {
  return actor.role === 'operator' ? findProduct(deps, productId) : requireOwnProduct(deps, actor, productId);
}

/** What buyers see of a product while it is on sale. @throws NOT_FOUND */
export async function publicCard(deps: Pick<Deps, 'products' | 'shops'>, productId: Id): Promise<Card> {
  const product = await findProduct(deps, productId);
  const card = isOnSale(product, await shopFacts(deps, product.shopId)) ? toProductCard(product) : undefined;
  if (!card) throw new AppError('NOT_FOUND', { details: { product: productId } });
  return card;
}

/** What buyers see of a shop; nothing while it does not sell. */
export async function cardsOfShop(deps: Pick<Deps, 'products' | 'shops'>, shopId: Id): Promise<Card[]> {
  const shop = await shopFacts(deps, shopId);
  if (shop?.state !== 'open') return [];
  return (await deps.products.onlineOfShop(shopId, 100)).flatMap((product) => toProductCard(product) ?? []);
}
