import type { z } from 'zod';
import type { Id } from '#src/contract/ids.ts';
import type { roomSchemas, RoomStateName, RoomSwitches } from '#src/contract/rooms.ts';

export interface ModeratorRecord {
  accountId: Id;
  name: string;
  permissions: ('chat' | 'shelf')[];
}

/** A room as MongoDB keeps it: the truth from which the live state in Redis can be rebuilt. */
export interface RoomRecord {
  _id: Id;
  channelId: Id;
  channelName: string;
  ownerId: Id;
  title: string;
  cover?: Id | undefined;
  state: RoomStateName;
  /** Present while live or paused; unique per channel by a partial index. */
  onAir?: true | undefined;
  startsAt: Date;
  endsAt: Date;
  startedAt?: Date | undefined;
  pausedAt?: Date | undefined;
  endedAt?: Date | undefined;
  closedReason?: string | undefined;
  /** Present from the end until all units of the room are accounted for; then the time of it. */
  unsettled?: true | undefined;
  settledAt?: Date | undefined;
  /** Present from the end until the last events of the log are archived; then the time of it. */
  logOpen?: true | undefined;
  logClosedAt?: Date | undefined;
  switches: RoomSwitches;
  moderators: ModeratorRecord[];
  slowModeSeconds: number;
  mutedAll: boolean;
  followersOnly?: boolean | undefined;
  buyersOnly?: boolean | undefined;
  heldForReview?: boolean | undefined;
  notice?: string | undefined;
  blockedWords: string[];
  /** Counts as last saved; Redis has the newest. */
  likes: number;
  peakViewers: number;
  createdAt: Date;
}

/** What `room:change` may set; what is not named stays as it is. */
export type RoomFacts = z.output<typeof roomSchemas.change>;
