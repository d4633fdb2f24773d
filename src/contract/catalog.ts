import { z } from 'zod';
import { id, instant } from './ids.ts';
import { fen } from './money.ts';

export const skuName = z.string().trim().min(1).max(40);

/** One sellable variant as a seller writes it; prices in fen. */
export const skuDraft = z.strictObject({
  /** Absent on a new SKU; the server gives the id. */
  id: id.optional(),
  name: skuName,
  listPrice: fen,
  price: fen,
});

/** `kind` other than `physical` exists only to be refused by name. */
export const productKind = z.enum(['physical', 'virtual', 'course', 'service']);

export const productDraft = z.strictObject({
  title: z.string().trim().min(1).max(60),
  description: z.string().trim().max(2000).default(''),
  kind: productKind,
  /** Uploaded pictures, the first is the cover. */
  pictures: z.array(id).max(9),
  skus: z.array(skuDraft).min(1).max(500),
  /** Set when the goods live on another platform; always refused. */
  externalUrl: z.url().max(300).optional(),
  /** Units one buyer may hold or own over all shows of a sale; absent = no limit. */
  perBuyerLimit: z.number().int().min(1).max(999).optional(),
});
export type ProductDraft = z.infer<typeof productDraft>;

export const skuCopy = z.object({ id, name: skuName, listPrice: fen, price: fen });
export type SkuCopy = z.infer<typeof skuCopy>;

export const productCopy = z.object({
  title: z.string(),
  description: z.string(),
  kind: productKind,
  pictures: z.array(id),
  skus: z.array(skuCopy),
  perBuyerLimit: z.number().int().optional(),
  externalUrl: z.string().optional(),
});
export type ProductCopy = z.infer<typeof productCopy>;

/** Review state of the draft; the online copy is untouched by it. */
export const draftState = z.discriminatedUnion('status', [
  z.object({ status: z.literal('editing') }),
  z.object({ status: z.literal('in_review'), since: instant }),
  z.object({ status: z.literal('rejected'), reason: z.string() }),
  z.object({ status: z.literal('approved') }),
]);
export type DraftState = z.infer<typeof draftState>;

/** Stock of one SKU: `available` in the shop, `inRooms` set aside in rooms' pools, sold ones of open rooms included. */
export const skuStock = z.object({
  skuId: id,
  available: z.number().int(),
  inRooms: z.number().int(),
  received: z.number().int(),
});

/** A product as its seller and the operators see it. */
export const product = z.object({
  id,
  shopId: id,
  draft: productCopy,
  draftState,
  /** What buyers see; absent until the first approval. */
  online: productCopy.optional(),
  /** Counts approved copies; also the price version of items on shelves. */
  version: z.number().int(),
  listed: z.boolean(),
  stock: z.array(skuStock),
  createdAt: instant,
  updatedAt: instant,
});
export type ProductView = z.infer<typeof product>;

/** A product as a buyer sees it. */
export const productCard = z.object({
  id,
  shopId: id,
  title: z.string(),
  description: z.string(),
  pictures: z.array(id),
  skus: z.array(skuCopy),
  perBuyerLimit: z.number().int().optional(),
});

/** An operator's decision; `submittedAt`: the review that was looked at. */
export const productDecision = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('approve'), submittedAt: instant.optional() }),
  z.strictObject({
    decision: z.literal('reject'),
    submittedAt: instant.optional(),
    reason: z.string().trim().min(2).max(200),
  }),
]);
export type ProductDecision = z.infer<typeof productDecision>;

export const catalogSchemas = {
  /** Stock is changed by a difference, never set. */
  stockDelta: z.strictObject({
    skuId: id,
    delta: z.number().int().min(-1_000_000).max(1_000_000),
    /** makes a repeat harmless */ key: id,
  }),
  list: z.strictObject({ listed: z.boolean() }),
};
