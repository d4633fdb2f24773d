import type { ProductDecision, ProductDraft } from '#src/contract/catalog.ts';
import type { ProductRecord } from './model.ts';

/** One broken publishing rule: which, where, how to mend it in plain English, and the facts that pages word it with. */
export interface BrokenRule {
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
  fix: string;
  details?: Record<string, unknown>;
}

/** What a product is judged by; the same for the first draft and every later one. */
export type Judged = Pick<ProductDraft, 'title' | 'kind' | 'pictures' | 'skus' | 'externalUrl'>;

const SKUS_MAX = 500;

/** Every rule the draft breaks, at once; empty when it may be submitted. `maxPrice` in fen, by shop type. */
export function brokenRules(draft: Judged, maxPrice: number | undefined): BrokenRule[] {
  const { title, kind, pictures, skus, externalUrl } = draft;
  const broken: BrokenRule[] = [];
  if (!isTelling(title)) {
    broken.push({
      rule: 'title',
      path: 'title',
      fix: 'Say in words what it is; digits, letters or symbols are no title.',
    });
  }
  if (pictures.length === 0) broken.push({ rule: 'pictures', path: 'pictures', fix: 'Add at least one picture.' });
  if (kind !== 'physical') {
    const fix = 'Only physical goods can be published; virtual goods, courses and services never.';
    broken.push({ rule: 'virtual_goods', path: 'kind', fix, details: { kind } });
  }
  if (externalUrl !== undefined) {
    broken.push({
      rule: 'foreign_goods',
      path: 'externalUrl',
      fix: 'Remove the address: goods of another platform are refused.',
    });
  }
  if (skus.length < 1 || skus.length > SKUS_MAX) {
    broken.push({
      rule: 'sku_count',
      path: 'skus',
      fix: `Keep 1 to ${SKUS_MAX} variants.`,
      details: { max: SKUS_MAX },
    });
  }
  return [
    ...broken,
    ...repeatedNames(skus),
    ...skus.flatMap((sku, index) => pricesBroken(sku, `skus.${index}`, maxPrice)),
  ];
}

function repeatedNames(skus: Judged['skus']): BrokenRule[] {
  const seen = new Set<string>();
  return skus.flatMap(({ name }, index) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [{ rule: 'sku_names', path: `skus.${index}.name`, fix: 'Give every variant a name of its own.' } as const];
  });
}

function pricesBroken(
  sku: { listPrice: number; price: number },
  path: string,
  maxPrice: number | undefined,
): BrokenRule[] {
  const broken: BrokenRule[] = [];
  const at = `${path}.price`;
  if (sku.price <= 0) broken.push({ rule: 'price', path: at, fix: 'Set a price above zero.' });
  if (sku.price > sku.listPrice) {
    const details = { listPrice: sku.listPrice };
    broken.push({ rule: 'sale_price', path: at, fix: 'Sell at the list price or below.', details });
  }
  if (maxPrice !== undefined && sku.price > maxPrice) {
    const details = { maxPrice };
    broken.push({ rule: 'price_cap', path: at, fix: 'Stay within the highest price of this shop type.', details });
  }
  return broken;
}

/**
 * A title says in words what is sold, and is not only digits, letters or symbols: it has a character of a script other
 * than Latin, or two different Latin words.
 */
export function isTelling(title: string): boolean {
  if (/(?=\p{Letter})\P{Script=Latin}/u.test(title)) return true;
  const words = title.toLowerCase().match(/(?<![\p{Letter}\p{Number}])\p{Letter}{2,}(?![\p{Letter}\p{Number}])/gu);
  return new Set(words).size >= 2;
}

/** While in review a product's draft is locked. */
export function isLocked(product: Pick<ProductRecord, 'draftState'>): boolean {
  return product.draftState.status === 'in_review';
}

/** The same result has been delivered before: nothing is left to decide. */
export function isDecidedAlike(product: Pick<ProductRecord, 'draftState'>, decision: ProductDecision): boolean {
  return product.draftState.status === (decision.decision === 'approve' ? 'approved' : 'rejected');
}

/** What buyers see and may buy: an approved copy, on sale, in an open shop. */
export function isOnSale(
  product: Pick<ProductRecord, 'online' | 'listed'>,
  shop: { state: string } | undefined,
): boolean {
  return product.online !== undefined && product.listed && shop?.state === 'open';
}

/** A window of time that a quota counts in, with its end in milliseconds since the epoch. */
export interface QuotaWindow {
  id: string;
  per: 'hour' | 'day';
  limit: number;
  endsAt: number;
}

const HOUR_MS = 3_600_000;

/** The windows a submission at this moment counts in: the UTC hour and the UTC day. */
export function quotaWindows(shopId: string, limits: { perHour: number; perDay: number }, now: number): QuotaWindow[] {
  const window = (per: 'hour' | 'day', limit: number, length: number): QuotaWindow => {
    const index = Math.floor(now / length);
    return { id: `${shopId}:${per}:${index}`, per, limit, endsAt: (index + 1) * length };
  };
  return [window('hour', limits.perHour, HOUR_MS), window('day', limits.perDay, 24 * HOUR_MS)];
}
