import type { LimitRule } from '#src/platform/edge/limits.ts';

/** A session lives this long after its last refresh, in milliseconds. */
export const SESSION_LIFE_MS = 30 * 86_400_000;

/** A secret rotated away less than this ago is a lost answer or a second tab, not a thief. */
export const ROTATION_GRACE_MS = 10_000;

/** Failed sign-ins per account; success forgives. */
export const signInPerAccount: LimitRule = { name: 'sign-in.account', points: 10, seconds: 900, failure: 'closed' };
