import { z } from 'zod';
import { id, instant } from './ids.ts';
import { chatMark, chatMessage } from './room-events.ts';
import { visibleText } from './visible-text.ts';

const inRoom = z.strictObject({ room: id });
const nothing = z.object({});

/** Why somebody was muted or banned; he is told. */
const reason = z.string().trim().min(1).max(100).optional();

/** Where somebody may not talk: in this show, or in all shows of this host's channel. */
export const banScope = z.enum(['show', 'channel']);
export type BanScope = z.infer<typeof banScope>;

/** Somebody who may not talk, or whom only he himself hears. */
export const restraint = z.object({
  accountId: id,
  name: z.string(),
  kind: z.enum(['mute', 'ban', 'shadow']),
  /** Of a mute. */
  until: instant.optional(),
  /** Of a ban. */
  scope: banScope.optional(),
  reason,
  /** Whether the asking moderator may lift it; what host and operators placed is theirs to lift. */
  liftable: z.boolean(),
});
export type Restraint = z.infer<typeof restraint>;

export const reportReason = z.enum(['insult', 'fraud', 'spam', 'other']);
export type ReportReason = z.infer<typeof reportReason>;

/** A line that viewers have reported to the operators. */
export const chatReport = z.object({
  roomId: id,
  roomTitle: z.string(),
  message: chatMessage,
  reasons: z.array(reportReason),
  reporters: z.number().int(),
  firstAt: instant,
});
export type ChatReport = z.infer<typeof chatReport>;

const words = z.array(z.string().trim().min(1).max(20));
const answers = z.array(
  z.strictObject({ title: z.string().trim().min(1).max(24), text: z.string().trim().min(1).max(200) }),
);
/** What a host keeps for the chat of all shows: refused words, and answers sent with one tap. */
export const chatKit = z.strictObject({ words: words.max(200), answers: answers.max(30) });
export type ChatKit = z.infer<typeof chatKit>;
export const sharedWords = z.strictObject({ words: words.max(2_000) });

export const chatCommands = {
  'chat:say': {
    auth: 'member',
    input: z.strictObject({
      room: id,
      /** New for every line, and made now: one whose time is ten minutes off is refused. The same one again says nothing new. */
      messageId: id,
      text: visibleText(200),
      /** The line that this one answers. */
      replyTo: id.optional(),
      /** Asks the host; shown so that it is found among the talk. */
      question: z.literal(true).optional(),
    }),
    /** `waiting`: nobody else sees the line until a moderator lets it through. */
    output: z.object({ message: chatMessage, waiting: z.literal(true).optional() }),
  },
  /** Takes a line away for everybody: moderators any of viewers and moderators, talkers their own, also one that waits. */
  'chat:remove': { auth: 'member', input: z.strictObject({ room: id, messageId: id }), output: nothing },
  'chat:mute': {
    auth: 'member',
    input: z.strictObject({
      room: id,
      account: id,
      /** 0 lifts the mute */ seconds: z
        .number()
        .int()
        .min(0)
        .max(86_400 * 30),
      reason,
    }),
    output: nothing,
  },
  /**
   * Bans from talking without an end; `none` lifts every ban that holds in this room. Moderators ban from this show only,
   * and lift what moderators placed.
   */
  'chat:ban': {
    auth: 'member',
    input: z.strictObject({ room: id, account: id, scope: z.enum(['show', 'channel', 'none']), reason }),
    output: nothing,
  },
  /** From now on (or no more) only the talker sees his lines in this room. */
  'chat:shadow': { auth: 'member', input: z.strictObject({ room: id, account: id, on: z.boolean() }), output: nothing },
  /** Who may not talk here, for moderators. */
  'chat:restraints': { auth: 'member', input: inRoom, output: z.object({ rows: z.array(restraint) }) },
  /** Lines that wait for a moderator, oldest first. */
  'chat:held': { auth: 'member', input: inRoom, output: z.object({ rows: z.array(chatMessage) }) },
  /** Lets a waiting line through, or refuses it. */
  'chat:decide': {
    auth: 'member',
    input: z.strictObject({ room: id, messageId: id, allow: z.boolean() }),
    output: nothing,
  },
  /** Marks a line as a question or answered; null takes the mark away. Moderators any line, a talker his own as a question. */
  'chat:mark': {
    auth: 'member',
    input: z.strictObject({ room: id, messageId: id, mark: chatMark.nullable() }),
    output: nothing,
  },
  /** Tells the operators of a line; telling twice counts once. */
  'chat:report': {
    auth: 'member',
    input: z.strictObject({ room: id, messageId: id, reason: reportReason }),
    output: nothing,
  },
} as const;

export const chatNotices = {
  /** The mute of this account in a room changed. */
  'chat:muted': z.object({ room: id, until: instant.nullable(), reason }),
  /** This account may no longer talk in a room, or may again. */
  'chat:banned': z.object({ room: id, scope: banScope.nullable(), reason }),
  /** To the talker: his waiting line was let through or refused. */
  'chat:decided': z.object({ room: id, messageId: id, allowed: z.boolean() }),
  /** To host and moderators: the lines that wait for them changed; at most once a second. */
  'chat:held-changed': z.object({ room: id }),
} as const;
