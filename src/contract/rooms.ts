import { z } from 'zod';
import { id, instant } from './ids.ts';

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
