import { expect, test } from 'vitest';
import { needsFollowing } from '#src/chat/rules.ts';
import type { RoomRights } from '#src/rooms/authorize.ts';

const room = {
  state: 'live',
  mutedAll: false,
  slowModeSeconds: 0,
  switches: { likes: true, shelf: true, comments: true, replay: true, share: true, customerService: true },
} as const;
const rights = (canModerateChat: boolean) => ({ canModerateChat }) as RoomRights;

test.each([
  [{ ...room }, false, false],
  [{ ...room, followersOnly: false }, false, false],
  [{ ...room, followersOnly: true }, false, true],
  [{ ...room, followersOnly: true }, true, false],
])(
  'following is asked of those only who may not moderate, and only when the room wants it',
  (talk, moderates, asked) => {
    expect(needsFollowing(talk, rights(moderates))).toBe(asked);
  },
);
