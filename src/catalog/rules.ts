import type { ProductDraft } from '#src/contract/catalog.ts';

/** One broken publishing rule, where, and the facts its mend needs. */
export interface ProductProblem {
  rule:
    | 'title'
    | 'pictures'
    | 'virtual_goods'
    | 'foreign_goods'
    | 'sku_count'
    | 'sku_names'
    | 'price'
    | 'sale_price'
    | 'price_cap';
  path: string;
  details?: Record<string, unknown>;
}

/** What a product is judged by; the same for the first draft and every later one. */
export type Judged = Pick<ProductDraft, 'title' | 'kind' | 'pictures' | 'skus' | 'externalUrl'>;

/** Every rule the draft breaks, at once; empty when it may be submitted. `maxPrice` in fen, by shop type. */
export function productProblems(draft: Judged, maxPrice: number | undefined): ProductProblem[] {
  const problems: ProductProblem[] = [];
  if (!isTelling(draft.title)) problems.push({ rule: 'title', path: 'title' });
  if (draft.pictures.length === 0) problems.push({ rule: 'pictures', path: 'pictures' });
  if (draft.kind !== 'physical') problems.push({ rule: 'virtual_goods', path: 'kind', details: { kind: draft.kind } });
  if (draft.externalUrl !== undefined) problems.push({ rule: 'foreign_goods', path: 'externalUrl' });
  if (draft.skus.length < 1 || draft.skus.length > 500) problems.push({ rule: 'sku_count', path: 'skus' });
  if (new Set(draft.skus.map((sku) => sku.name)).size < draft.skus.length)
    problems.push({ rule: 'sku_names', path: 'skus' });
  draft.skus.forEach((sku, index) => problems.push(...priceProblems(sku, `skus.${index}`, maxPrice)));
  return problems;
}

function priceProblems(
  sku: { listPrice: number; price: number },
  path: string,
  maxPrice: number | undefined,
): ProductProblem[] {
  const problems: ProductProblem[] = [];
  if (sku.price <= 0) problems.push({ rule: 'price', path: `${path}.price` });
  if (sku.price > sku.listPrice)
    problems.push({ rule: 'sale_price', path: `${path}.price`, details: { listPrice: sku.listPrice } });
  if (maxPrice !== undefined && sku.price > maxPrice)
    problems.push({ rule: 'price_cap', path: `${path}.price`, details: { maxPrice } });
  return problems;
}

/** A title says what is sold: at least one Han character, or a word of three letters; not only digits, letters strung together or symbols. */
export function isTelling(title: string): boolean {
  return /\p{Script=Han}/u.test(title) || /\p{Letter}{3,}/u.test(title);
}

/** Draft states in which the seller may change the draft; while in review it is locked. */
export function isLocked(product: { draftState: { status: string } }): boolean {
  return product.draftState.status === 'in_review';
}
