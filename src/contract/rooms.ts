import { z } from 'zod';
import { id, instant } from './ids.ts';
import { fen } from './money.ts';

export const roomTitle = z.string().trim().min(1).max(40);

/** What a host can turn on and off while live. */
export const roomSwitches = z.object({
  likes: z.boolean(),
  shelf: z.boolean(),
  comments: z.boolean(),
  replay: z.boolean(),
  share: z.boolean(),
  customerService: z.boolean(),
});
export type RoomSwitches = z.infer<typeof roomSwitches>;

/** `paused` is the host's choice; a lost host stays `live` with media `reconnecting`. */
export const roomState = z.enum(['scheduled', 'live', 'paused', 'ended', 'closed']);
export type RoomStateName = z.infer<typeof roomState>;

export const moderatorPermission = z.enum(['chat', 'shelf']);
export const moderator = z.object({ accountId: id, name: z.string(), permissions: z.array(moderatorPermission) });

export const channelCard = z.object({ id, name: z.string(), followers: z.number().int() });

/** A room as lists show it. */
export const roomCard = z.object({
  id,
  title: z.string(),
  state: roomState,
  channel: channelCard,
  cover: id.optional(),
  startsAt: instant,
  startedAt: instant.optional(),
  endedAt: instant.optional(),
  viewers: z.number().int(),
});
export type RoomCard = z.infer<typeof roomCard>;

/** A room as its host, moderators and operators see it. */
export const room = roomCard.extend({
  ownerId: id,
  shopId: id.optional(),
  endsAt: instant,
  switches: roomSwitches,
  moderators: z.array(moderator),
  slowModeSeconds: z.number().int(),
  mutedAll: z.boolean(),
  followersOnly: z.boolean().optional(),
  buyersOnly: z.boolean().optional(),
  heldForReview: z.boolean().optional(),
  notice: z.string().optional(),
  blockedWords: z.array(z.string()),
  closedReason: z.string().optional(),
});
export type RoomView = z.infer<typeof room>;

/** One line of the pre-live check: a failing rule with its mend, or a passing one. */
export const checkLine = z.object({
  rule: z.enum([
    'schedule',
    'channel_free',
    'shop_linked',
    'shop_open',
    'live_enabled',
    'shelf_not_empty',
    'products_online',
    'stock',
    'price',
    'media',
  ]),
  ok: z.boolean(),
  /** Facts the page needs to word the mend and link to it. */
  details: z.record(z.string(), z.unknown()).optional(),
});
export type CheckLine = z.infer<typeof checkLine>;

/** What the host's media is doing, as viewers may know it. */
export const stageState = z.enum(['off', 'on', 'reconnecting']);

export const shelfSku = z.object({
  skuId: id,
  poolId: id,
  name: z.string(),
  listPrice: fen,
  price: fen,
  /** Units the pool was given. */
  size: z.number().int(),
  /** Units free right now. */
  left: z.number().int(),
});
export type ShelfSku = z.infer<typeof shelfSku>;

/**
 * Who gets a unit. `first_tap`: a tap holds it until it is paid or the hold ends; `first_paid`: a tap holds nothing, the
 * payment claims it, and money that finds none left goes back at once; `equal_chance`: the first tap opens a window, and
 * all taps in it are drawn when it closes.
 */
export const saleMode = z.enum(['first_tap', 'first_paid', 'equal_chance']);
export type SaleMode = z.infer<typeof saleMode>;

/** Seconds in which taps are gathered for a draw. */
export const drawSeconds = z.number().int().min(1).max(10);

/** The draws of an item: the next or running one, and the last one that was made. */
export const itemDraw = z.object({
  /** Draws of an item are counted from 1. */
  number: z.number().int(),
  /** SHA-256 of the seed in hex, told before anybody can tap for this draw. */
  commitment: z.string(),
  /** While the window is open: when it closes. */
  endsAt: instant.nullable(),
  /** `seed` in hex; whoever has it and the entries can draw again. */
  last: z
    .object({ number: z.number().int(), seed: z.string(), entries: z.number().int(), won: z.number().int() })
    .optional(),
});
export type ItemDraw = z.infer<typeof itemDraw>;

/** A product on a room's shelf. */
export const shelfItem = z.object({
  itemId: id,
  productId: id,
  title: z.string(),
  picture: id.optional(),
  /** Changes with every price change; a purchase names the version its buyer saw. */
  priceVersion: z.number().int(),
  perBuyerLimit: z.number().int().optional(),
  /** Absent: `first_tap`. */
  mode: saleMode.optional(),
  /** Of an item sold by `equal_chance`. */
  drawSeconds: drawSeconds.optional(),
  draw: itemDraw.optional(),
  /** `withdrawn`: the shop or product left the sale; the item cannot be bought. */
  state: z.enum(['on_sale', 'withdrawn']),
  skus: z.array(shelfSku).min(1),
});
export type ShelfItem = z.infer<typeof shelfItem>;

export const chatRole = z.enum(['viewer', 'moderator', 'host', 'operator']);
/** The line that another line answers, shortened; it goes when the quoted line is removed. */
export const chatQuote = z.object({ messageId: id, name: z.string(), text: z.string() });
export const chatMark = z.enum(['question', 'answered']);
export const chatMessage = z.object({
  messageId: id,
  authorId: id,
  name: z.string(),
  role: chatRole,
  text: z.string(),
  at: instant,
  replyTo: chatQuote.optional(),
  /** A question to the host, and whether it was answered. */
  mark: chatMark.optional(),
});
export type ChatMessage = z.infer<typeof chatMessage>;

const roomFacts = {
  title: z.string(),
  state: roomState,
  startsAt: instant,
  startedAt: instant.optional(),
  endedAt: instant.optional(),
  closedReason: z.string().optional(),
  switches: roomSwitches,
  slowModeSeconds: z.number().int(),
  mutedAll: z.boolean(),
  /** Only followers of the channel may talk; absent = everybody. */
  followersOnly: z.boolean().optional(),
  /** Only accounts that have paid an order in the host's shop may talk; absent = everybody. */
  buyersOnly: z.boolean().optional(),
  /** Lines of viewers wait until a moderator lets them through; absent = they are said at once. */
  heldForReview: z.boolean().optional(),
  /** A line that stays above the chat; absent or empty = none. */
  notice: z.string().optional(),
  stage: stageState,
};

/** Everything a viewer can see of a room at one sequence number; the room log is reduced to this. */
export const roomSnapshot = z.object({
  roomId: id,
  channel: channelCard,
  ...roomFacts,
  shelf: z.array(shelfItem),
  pinned: z.object({ itemId: id, at: instant, seq: z.number().int() }).nullable(),
  chat: z.array(chatMessage),
  likes: z.number().int(),
  viewers: z.number().int(),
});
export type RoomSnapshot = z.infer<typeof roomSnapshot>;

/** One event of the room log, without its sequence number. */
export const roomEventBody = z.discriminatedUnion('kind', [
  /** The log starts here, or was rebuilt after Redis lost it. */
  z.object({ kind: z.literal('room.reset'), snapshot: roomSnapshot }),
  z.object({ kind: z.literal('room.changed'), change: z.object(roomFacts).partial() }),
  z.object({ kind: z.literal('item.added'), item: shelfItem }),
  z.object({
    kind: z.literal('item.changed'),
    itemId: id,
    change: shelfItem.omit({ itemId: true, productId: true }).partial(),
  }),
  z.object({ kind: z.literal('item.removed'), itemId: id }),
  z.object({ kind: z.literal('shelf.sorted'), itemIds: z.array(id) }),
  z.object({ kind: z.literal('item.pinned'), itemId: id, at: instant }),
  z.object({ kind: z.literal('item.unpinned') }),
  /** `left` is absolute, so only the newest per SKU matters. */
  z.object({ kind: z.literal('stock.changed'), itemId: id, skuId: id, left: z.number().int() }),
  z.object({ kind: z.literal('chat.said'), message: chatMessage }),
  z.object({ kind: z.literal('chat.removed'), messageId: id }),
  /** `mark` is absolute; null takes it away. */
  z.object({ kind: z.literal('chat.marked'), messageId: id, mark: chatMark.nullable() }),
  z.object({ kind: z.literal('likes.counted'), total: z.number().int() }),
  z.object({ kind: z.literal('viewers.counted'), viewers: z.number().int() }),
]);
export type RoomEventBody = z.infer<typeof roomEventBody>;

/** An event with its place in the room's one order. */
export type RoomEvent = RoomEventBody & { seq: number };
export const roomEvent = z.intersection(z.object({ seq: z.number().int() }), roomEventBody);

/** The frame viewers get: all selling events of `from..to`, coalesced kinds only in their newest value. */
export const roomFrame = z.object({
  room: id,
  from: z.number().int(),
  to: z.number().int(),
  events: z.array(roomEvent),
  /** Chat lines of viewers left out because the room talks faster than anybody reads. */
  skipped: z.number().int().optional(),
});
export type RoomFrame = z.infer<typeof roomFrame>;

export const roomSchemas = {
  schedule: z.strictObject({
    title: roomTitle,
    startsAt: instant,
    endsAt: instant,
    cover: id.optional(),
    switches: roomSwitches.partial().optional(),
  }),
  change: z.strictObject({
    title: roomTitle.optional(),
    cover: id.optional(),
    switches: roomSwitches.partial().optional(),
    slowModeSeconds: z.number().int().min(0).max(120).optional(),
    mutedAll: z.boolean().optional(),
    followersOnly: z.boolean().optional(),
    buyersOnly: z.boolean().optional(),
    heldForReview: z.boolean().optional(),
    /** Empty takes the notice away. */
    notice: z.string().trim().max(100).optional(),
    blockedWords: z.array(z.string().trim().min(1).max(20)).max(200).optional(),
  }),
  reschedule: z.strictObject({ startsAt: instant, endsAt: instant }),
  addModerator: z.strictObject({ email: z.email().toLowerCase(), permissions: z.array(moderatorPermission).min(1) }),
};
