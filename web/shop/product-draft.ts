import { newId } from '../../sdk/src/index.ts';
import type { ProductView } from '../../src/contract/catalog.ts';

/** A SKU as it is being typed; prices in fen. */
export interface SkuRow {
  key: string;
  id?: string | undefined;
  name: string;
  listPrice: number | undefined;
  price: number | undefined;
}

/** A product as it is being typed. */
export interface Draft {
  title: string;
  description: string;
  pictures: string[];
  limit: string;
  skus: SkuRow[];
}

export const emptySku = (): SkuRow => ({ key: newId(), name: '', listPrice: undefined, price: undefined });

/** What the editor begins with. */
export function draftOf(product: ProductView | undefined): Draft {
  if (!product) return { title: '', description: '', pictures: [], limit: '', skus: [emptySku()] };
  const { title, description, pictures, skus, perBuyerLimit } = product.draft;
  return {
    title,
    description,
    pictures,
    limit: perBuyerLimit ? String(perBuyerLimit) : '',
    skus: skus.map((sku) => ({ ...sku, key: sku.id })),
  };
}

/** The draft as the service takes it. */
export function bodyOf(draft: Draft, product: ProductView | undefined) {
  return {
    title: draft.title,
    description: draft.description,
    kind: product?.draft.kind ?? ('physical' as const),
    pictures: draft.pictures,
    skus: draft.skus.map(({ id, name, listPrice, price }) => ({
      ...(id && { id }),
      name,
      price: price ?? 0,
      listPrice: listPrice ?? price ?? 0,
    })),
    ...(Number(draft.limit) > 0 && { perBuyerLimit: Number(draft.limit) }),
  };
}
