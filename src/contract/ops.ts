import { z } from 'zod';
import { product } from './catalog.ts';
import { id, instant } from './ids.ts';
import { fen } from './money.ts';
import { roomCard } from './rooms.ts';
import { paperKind, shop, shopFile } from './shops.ts';

/** Live numbers of one room for its host, moderators and operators. */
export const roomStats = z.object({
  roomId: id,
  viewers: z.number().int(),
  peakViewers: z.number().int(),
  likes: z.number().int(),
  messagesPerSecond: z.number(),
  orders: z.number().int(),
  paidOrders: z.number().int(),
  ordersPerMinute: z.number(),
  refusalsPerMinute: z.number(),
  /** Money of paid orders, refunds taken off. */
  paidAmount: fen,
  unitsLeft: z.number().int(),
  unitsHeld: z.number().int(),
  unitsSold: z.number().int(),
  /** Units that went back to the shop: their item left the shelf, or the room is over. */
  unitsReturned: z.number().int(),
  pinned: z.object({ itemId: id, since: instant, orders: z.number().int(), units: z.number().int() }).nullable(),
});
export type RoomStats = z.infer<typeof roomStats>;

export const alarm = z.enum(['stock_low', 'media_down', 'refusals_high']);
export const wallRoom = z.object({
  room: roomCard,
  stats: roomStats,
  stage: z.enum(['off', 'on', 'reconnecting']),
  alarms: z.array(alarm),
});
export type WallRoom = z.infer<typeof wallRoom>;

export const review = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('shop'),
    at: instant,
    shop,
    file: shopFile.omit({ papers: true }),
    papers: z.partialRecord(paperKind, id),
  }),
  z.object({ type: z.literal('product'), at: instant, product, shopName: z.string() }),
]);
export type Review = z.infer<typeof review>;

/** One line of the audit trail: who did what to whom, and why. */
export const auditLine = z.object({
  id,
  at: instant,
  actorId: id,
  actorName: z.string(),
  act: z.string(),
  subject: z.object({ type: z.enum(['shop', 'product', 'room', 'account', 'order']), id }),
  reason: z.string().optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type AuditLine = z.infer<typeof auditLine>;

export const foundThing = z.object({
  type: z.enum(['room', 'order', 'account', 'product', 'shop', 'channel']),
  id,
  title: z.string(),
  state: z.string().optional(),
});
export type FoundThing = z.infer<typeof foundThing>;

export const opsSchemas = {
  close: z.strictObject({ reason: z.string().trim().min(2).max(200) }),
  /** An account's switch for live selling. */
  live: z.strictObject({ enabled: z.boolean(), reason: z.string().trim().min(2).max(200) }),
  warn: z.strictObject({ text: z.string().trim().min(2).max(200) }),
};
