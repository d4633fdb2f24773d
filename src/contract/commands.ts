import { z } from 'zod';
import { notification } from './accounts.ts';
import { id, instant } from './ids.ts';
import { mediaCommands, mediaNotices } from './media.ts';
import { roomStats } from './ops.ts';
import { chatCommands, chatNotices, banScope } from './chat.ts';
import { acceptedPurchase, enteredDraw, order, paymentStart, placePurchase, purchaseStatus } from './purchases.ts';
import { chatMessage, roomEvent, roomFrame, roomSnapshot } from './room-events.ts';
import { moderatorPermission, room, roomSchemas } from './rooms.ts';
import { drawSeconds, saleMode } from './shelf.ts';

const inRoom = z.strictObject({ room: id });
const nothing = z.object({});

/** What a viewer is in a room, told to nobody else. */
export const standing = z.object({
  role: z.enum(['guest', 'viewer', 'moderator', 'host', 'operator']),
  /** What his role lets him do here: a moderator of the shelf alone does not moderate the chat. */
  permissions: z.array(moderatorPermission),
  mutedUntil: instant.optional(),
  muteReason: z.string().optional(),
  /** May not talk in this show, or in none of this host. */
  banned: banScope.optional(),
  banReason: z.string().optional(),
  /** Own lines that wait for a moderator. */
  waiting: z.array(chatMessage).optional(),
  following: z.boolean(),
});

/**
 * Present while the service cannot reach the room's log: what is shown is the last that is known, and talking and buying are
 * refused with `BUSY` until `room:read-only` says otherwise. What was missed comes by itself.
 */
const readOnly = z.literal(true).optional();

/** A room in one round trip: its state at `seq`, and what media needs before joining. */
export const joinedRoom = z.object({
  seq: z.number().int(),
  snapshot: roomSnapshot,
  standing,
  readOnly,
  rtpCapabilities: z.unknown(),
});

/** What was missed after a sequence number, or a fresh snapshot when that is too long ago. */
export const caughtUp = z.discriminatedUnion('how', [
  z.object({
    how: z.literal('events'),
    from: z.number().int(),
    to: z.number().int(),
    events: z.array(roomEvent),
    /** Present when it was asked for, or when the call also put a new connection into the room. */
    standing: standing.optional(),
    readOnly,
  }),
  z.object({
    how: z.literal('snapshot'),
    seq: z.number().int(),
    snapshot: roomSnapshot,
    standing: standing.optional(),
    readOnly,
  }),
]);

/**
 * Every command a client may send over the socket. `auth`: `guest` = anybody connected, `member` = signed in;
 * finer rights (host, moderator, operator) are decided by the verbs.
 */
export const commands = {
  /** Takes a fresh socket token: prolongs the authority, or turns a guest into an account without leaving the room. */
  'session:renew': {
    auth: 'guest',
    input: z.strictObject({ token: z.string().max(2000) }),
    output: z.object({ expiresAt: instant }),
  },

  'room:join': { auth: 'guest', input: inRoom, output: joinedRoom },
  'room:leave': { auth: 'guest', input: inRoom, output: nothing },
  /** Fills a hole, and brings a reconnected client back into the room in one small answer. */
  'room:catch-up': {
    auth: 'guest',
    input: z.strictObject({
      room: id,
      after: z.number().int().min(0),
      /** The answer tells the standing, too: for a connection that is in the room and whose rights may have changed. */
      standing: z.literal(true).optional(),
    }),
    output: caughtUp,
  },
  'room:go-live': { auth: 'member', input: inRoom, output: nothing },
  'room:pause': { auth: 'member', input: inRoom, output: nothing },
  'room:resume': { auth: 'member', input: inRoom, output: nothing },
  'room:end': { auth: 'member', input: inRoom, output: nothing },
  'room:change': { auth: 'member', input: roomSchemas.change.extend({ room: id }), output: z.object({ room }) },
  'room:stats': { auth: 'member', input: inRoom, output: roomStats },

  'shelf:add': {
    auth: 'member',
    input: z.strictObject({
      room: id,
      product: id,
      units: z
        .array(z.strictObject({ sku: id, units: z.number().int().min(1).max(1_000_000) }))
        .min(1)
        .max(500),
      mode: saleMode.optional(),
      /** With `equal_chance`; 5 when it is left out. */
      drawSeconds: drawSeconds.optional(),
    }),
    output: z.object({ itemId: id }),
  },
  'shelf:add-units': {
    auth: 'member',
    input: z.strictObject({ room: id, item: id, sku: id, units: z.number().int().min(1).max(1_000_000), key: id }),
    output: nothing,
  },
  'shelf:remove': { auth: 'member', input: z.strictObject({ room: id, item: id }), output: nothing },
  'shelf:sort': { auth: 'member', input: z.strictObject({ room: id, items: z.array(id).max(200) }), output: nothing },
  'shelf:pin': { auth: 'member', input: z.strictObject({ room: id, item: id }), output: nothing },
  'shelf:unpin': { auth: 'member', input: inRoom, output: nothing },

  ...chatCommands,

  /** Taps since the last send; counted, never listed. */
  'like:send': {
    auth: 'guest',
    input: z.strictObject({ room: id, taps: z.number().int().min(1).max(50) }),
    output: nothing,
  },

  'purchase:place': { auth: 'member', input: placePurchase, output: z.union([acceptedPurchase, enteredDraw]) },
  'purchase:status': {
    auth: 'member',
    input: z.strictObject({ ticket: id, /** where it was placed, if known */ room: id.optional() }),
    output: purchaseStatus,
  },
  'purchase:pay': { auth: 'member', input: z.strictObject({ ticket: id }), output: paymentStart },
  'purchase:cancel': { auth: 'member', input: z.strictObject({ ticket: id }), output: purchaseStatus },

  ...mediaCommands,
} as const satisfies Record<string, { auth: 'guest' | 'member'; input: z.ZodType; output: z.ZodType }>;

export type CommandName = keyof typeof commands;
export type CommandInput<N extends CommandName> = z.output<(typeof commands)[N]['input']>;
export type CommandPayload<N extends CommandName> = z.input<(typeof commands)[N]['input']>;
export type CommandOutput<N extends CommandName> = z.output<(typeof commands)[N]['output']>;

/** What the service tells clients unasked. Targeted to one account unless it says otherwise. */
export const notices = {
  /** To everybody in the room. */
  'room:events': roomFrame,
  /** The client was too slow or its place is too old: ask `room:join` again. */
  'room:resync': z.object({ room: id, afterMs: z.number().int() }),
  /** To everybody in the room: the service lost its way to the room's log, or has it again. */
  'room:read-only': z.object({ room: id, readOnly: z.boolean() }),
  'order:changed': z.object({ order }),
  /** An accepted purchase came to nothing before an order was made; its units were given back. */
  'purchase:void': z.object({ ticket: id }),
  /** A draw this account took part in has been made: `code` says why nothing came of it, else `purchase:status` says what did. */
  'purchase:drawn': z.object({ ticket: id, won: z.boolean(), code: z.string().optional() }),
  /** The payment was declined; the hold goes on, and `purchase:pay` begins another. */
  'payment:declined': z.object({ ticket: id }),
  'notification:new': z.object({ notification }),
  /** To the host: words of an operator. */
  'room:warned': z.object({ room: id, text: z.string(), at: instant }),
  ...chatNotices,
  /** The socket is about to be closed for good, and why. */
  'session:ended': z.object({ reason: z.enum(['expired', 'signed_out', 'banned', 'displaced']) }),
  ...mediaNotices,
} as const;

export type NoticeName = keyof typeof notices;
export type NoticePayload<N extends NoticeName> = z.output<(typeof notices)[N]>;
