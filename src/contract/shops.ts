import { z } from 'zod';
import { id, instant } from './ids.ts';

export const shopType = z.enum(['personal', 'individual_business', 'enterprise']);
export type ShopType = z.infer<typeof shopType>;

export const shopName = z.string().trim().min(2).max(30);

/** The parts of a shop's file; each is reviewed, and rejected, on its own. */
export const shopPart = z.enum(['owner', 'business', 'basics', 'payout']);
export type ShopPart = z.infer<typeof shopPart>;

/** Papers by name; what each shop type needs is a rule of the shops feature. */
export const paperKind = z.enum(['id_card_front', 'id_card_back', 'business_licence']);
export type PaperKind = z.infer<typeof paperKind>;

export const partStatus = z.discriminatedUnion('status', [
  z.object({ status: z.literal('missing') }),
  z.object({ status: z.literal('filled') }),
  z.object({ status: z.literal('in_review') }),
  z.object({ status: z.literal('approved') }),
  z.object({ status: z.literal('rejected'), reason: z.string() }),
]);
export type PartStatus = z.infer<typeof partStatus>;

export const openingTask = z.enum(['verify_payout', 'publish_product', 'after_sale_address', 'confirm_opening']);
export type OpeningTask = z.infer<typeof openingTask>;

/** Life of a shop: created as `opened`, sells only while `open`. */
export const shopState = z.enum(['opened', 'in_review', 'rejected', 'approved', 'open', 'frozen']);
export type ShopState = z.infer<typeof shopState>;

export const shop = z.object({
  id,
  ownerId: id,
  type: shopType,
  name: shopName,
  state: shopState,
  /** True from signing on; a signed business shop is `open` once its opening tasks are done. */
  signed: z.boolean(),
  parts: z.partialRecord(shopPart, partStatus),
  tasks: z.array(z.object({ task: openingTask, done: z.boolean() })),
  frozenReason: z.string().optional(),
  createdAt: instant,
});
export type ShopView = z.infer<typeof shop>;

/** The public face of a shop. */
export const shopCard = z.object({ id, name: shopName, open: z.boolean() });

/** What the owner hands in, part by part; `papers` name uploaded files. */
export const shopFile = z.strictObject({
  owner: z.strictObject({ realName: z.string().trim().min(2).max(40), idNumber: z.string().trim().min(6).max(30) }),
  business: z
    .strictObject({ legalName: z.string().trim().min(2).max(80), legalId: z.string().trim().min(6).max(40) })
    .optional(),
  basics: z.strictObject({
    name: shopName,
    category: z.string().trim().min(1).max(40),
    contact: z.string().trim().min(3).max(80),
  }),
  payout: z.strictObject({ holder: z.string().trim().min(2).max(80), account: z.string().trim().min(6).max(40) }),
  papers: z.partialRecord(paperKind, id),
});
export type ShopFile = z.infer<typeof shopFile>;

/** An operator's decision; a rejection names at least one part with its reason. `submittedAt`: the review that was looked at. */
export const shopDecision = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('approve'), submittedAt: instant.optional() }),
  z.strictObject({
    decision: z.literal('reject'),
    submittedAt: instant.optional(),
    reasons: z
      .partialRecord(shopPart, z.string().trim().min(2).max(200))
      .refine((r) => Object.keys(r).length > 0, 'name at least one part'),
  }),
]);
export type ShopDecision = z.infer<typeof shopDecision>;

export const shopSchemas = {
  create: z.strictObject({ type: z.string().max(40), name: shopName }),
  doTask: z.strictObject({ task: openingTask, afterSaleAddress: z.string().trim().min(5).max(200).optional() }),
  freeze: z.strictObject({ reason: z.string().trim().min(2).max(200) }),
};

/** A channel: what viewers follow; an account owns at most one. */
export const channelName = z.string().trim().min(2).max(24);
export const channel = z.object({
  id,
  ownerId: id,
  name: channelName,
  about: z.string(),
  followers: z.number().int(),
  /** Shown as "enter shop" when present. */
  shop: shopCard.optional(),
  liveRoomId: id.optional(),
});
export type ChannelView = z.infer<typeof channel>;

export const channelSchemas = {
  create: z.strictObject({ name: channelName, about: z.string().trim().max(200).default('') }),
  linkShop: z.strictObject({ shopId: id }),
};
