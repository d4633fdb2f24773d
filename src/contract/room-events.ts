import { z } from 'zod';
import { id, instant } from './ids.ts';
import { channelCard, roomState, roomSwitches } from './rooms.ts';
import { shelfItem } from './shelf.ts';

/** What the host's media is doing, as viewers may know it. */
export const stageState = z.enum(['off', 'on', 'reconnecting']);

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

/** Which events of an archived log: those after a number, oldest first. */
export const logQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1_000).default(500),
});

export const logPage = z.object({
  events: z.array(roomEvent),
  /** Where events were lost: the numbers on both sides. */
  gaps: z.array(z.object({ after: z.number().int(), before: z.number().int() })),
  /** The `after` of the next page; absent when these are the newest that are archived. */
  next: z.number().int().optional(),
  /** No event will come any more. */
  closed: z.boolean(),
});
export type LogPage = z.infer<typeof logPage>;
