import { z } from 'zod';
import { address } from './accounts.ts';
import { errorTable } from './errors.ts';
import type { ErrorCode } from './errors.ts';
import { id, instant } from './ids.ts';
import { fen } from './money.ts';

/** Where a visit came from; kept on every ticket and order. */
export const trafficSource = z.enum(['room', 'channel', 'article', 'friend_card', 'moments', 'qr_code']);
export type TrafficSource = z.infer<typeof trafficSource>;

/** What the buyer was looking at when buying. */
export const seen = z.strictObject({
  /** Last sequence number of the room log the client had applied. */
  seq: z.number().int().min(0),
  /** The video's clock in milliseconds, when there is a video. */
  mediaMs: z.number().min(0).max(1e9).optional(),
  source: trafficSource.default('room'),
});

/** A request to buy; the client makes the ticket id, the server sets the price. */
export const placePurchase = z.strictObject({
  room: id,
  item: id,
  sku: id,
  quantity: z.number().int().min(1).max(999),
  priceVersion: z.number().int().min(0),
  ticket: id,
  seen: seen.optional(),
});
export type PlacePurchase = z.infer<typeof placePurchase>;

export const acceptedPurchase = z.object({
  ticket: id,
  holdUntil: instant,
  /** Price per unit and in sum, as the server set them. */
  unitPrice: fen,
  amount: fen,
  quantity: z.number().int(),
});
export type AcceptedPurchase = z.infer<typeof acceptedPurchase>;

/** A tap for an item sold by equal chance: it takes part in a draw, and is answered when that has been made. */
export const enteredDraw = z.object({
  ticket: id,
  entered: z.object({ item: id, number: z.number().int(), endsAt: instant }),
});
export type EnteredDraw = z.infer<typeof enteredDraw>;

/** `placed -> paid -> shipped -> completed`, `placed -> cancelled`, `paid | shipped -> refunding -> refunded`; `void` never was an order. */
export const orderState = z.enum([
  'placed',
  'paid',
  'shipped',
  'completed',
  'cancelled',
  'refunding',
  'refunded',
  'void',
]);
export type OrderState = z.infer<typeof orderState>;
/** `sold_out`: paid for an item that the first payments claim, when none was left; the money goes back. */
export const cancelReason = z.enum(['user', 'timeout', 'seller', 'operator', 'sold_out']);
export type CancelReason = z.infer<typeof cancelReason>;

export const order = z.object({
  /** The ticket id; an order has no other. */
  id,
  /** Short number for people, e.g. `SC-20260131-7K3F9Q`. */
  number: z.string(),
  state: orderState,
  buyerId: id,
  shopId: id,
  roomId: id,
  channelName: z.string(),
  itemId: id,
  productId: id,
  skuId: id,
  title: z.string(),
  skuName: z.string(),
  picture: id.optional(),
  quantity: z.number().int(),
  unitPrice: fen,
  amount: fen,
  placedAt: instant,
  holdUntil: instant,
  paidAt: instant.optional(),
  shippedAt: instant.optional(),
  completedAt: instant.optional(),
  cancelledAt: instant.optional(),
  cancelReason: cancelReason.optional(),
  refundedAt: instant.optional(),
  address: address.optional(),
  carrier: z.string().optional(),
  trackingNumber: z.string().optional(),
  seen: z.object({
    pinned: z.boolean(),
    priceVersion: z.number().int(),
    seq: z.number().int(),
    mediaMs: z.number().optional(),
    source: trafficSource,
  }),
});
export type OrderView = z.infer<typeof order>;

/** The truth about a ticket, at any time. */
export const purchaseStatus = z.discriminatedUnion('status', [
  /** Accepted; the durable order is on its way. */
  z.object({ status: z.literal('accepted'), accepted: acceptedPurchase }),
  z.object({ status: z.literal('order'), order }),
  /** It takes part in a draw that has not been made. */
  z.object({ status: z.literal('entered'), ticket: id, entered: enteredDraw.shape.entered }),
  /** It took part in a draw and got nothing, for this reason. */
  z.object({ status: z.literal('refused'), ticket: id, code: z.string() }),
  /** The hold ended before an order was durable; units given back. */
  z.object({ status: z.literal('void'), ticket: id }),
]);
export type PurchaseStatus = z.infer<typeof purchaseStatus>;

const errorCode = z.enum(Object.keys(errorTable) as ErrorCode[]);
const pastTicket = z.object({
  ticket: id,
  roomId: id,
  itemId: id,
  title: z.string(),
  skuName: z.string(),
  picture: id.optional(),
  quantity: z.number().int(),
  at: instant,
});
/** What became of one ticket of a buyer. */
export const pastPurchase = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('order'), ticket: id, order }),
  /** Accepted, but no order came of it: given back at once, or its hold ended first. */
  pastTicket.extend({ outcome: z.literal('void'), amount: fen, holdUntil: instant }),
  /** Never accepted; `code` is the error's. Kept for 30 days. */
  pastTicket.extend({ outcome: z.literal('refused'), code: errorCode }),
]);
export type PastPurchase = z.infer<typeof pastPurchase>;

/** Where to pay; `url` is a page of the payment provider. */
export const paymentStart = z.object({ paymentId: id, url: z.string(), amount: fen, holdUntil: instant });

/** The built-in sandbox provider's own record. */
export const sandboxIntent = z.object({
  id,
  amount: fen,
  currency: z.string(),
  title: z.string(),
  state: z.enum(['open', 'delayed', 'captured', 'declined', 'cancelled', 'refunded']),
});
export type SandboxIntentView = z.infer<typeof sandboxIntent>;
export const sandboxAct = z.strictObject({
  act: z.enum(['pay', 'decline', 'delay']),
  /** with `delay` */ delayMs: z.number().int().min(0).max(600_000).optional(),
});

export type SandboxAct = z.infer<typeof sandboxAct>;

/** Body of a provider's webhook; its signature is over the raw bytes. */
export const paymentEvent = z.strictObject({
  id,
  type: z.enum(['payment.captured', 'payment.declined', 'refund.done']),
  at: instant,
  paymentId: id,
  intentId: id,
  amount: fen,
  currency: z.string().length(3),
});
export type PaymentEvent = z.infer<typeof paymentEvent>;

export const orderSchemas = {
  ship: z.strictObject({ carrier: z.string().trim().min(1).max(40), trackingNumber: z.string().trim().min(1).max(60) }),
};
