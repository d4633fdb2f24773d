import { z } from 'zod';
import { id, instant } from './ids.ts';
import { visibleText } from './visible-text.ts';

export const displayName = visibleText(24);
export const email = z.email().max(120).toLowerCase();
/** 8 to 128 characters; length is what makes a password strong. */
export const password = z.string().min(8).max(128);

/** `operator` watches all rooms; every account may watch, buy and open shops. */
export const role = z.enum(['member', 'operator']);
export type Role = z.infer<typeof role>;

export const account = z.object({ id, email, name: displayName, role, createdAt: instant });
export type AccountView = z.infer<typeof account>;

/** Answer of register, sign-in and refresh; the refresh token travels only in an http-only cookie. */
export const signedIn = z.object({ account, accessToken: z.string(), expiresAt: instant });
export type SignedIn = z.infer<typeof signedIn>;

export const session = z.object({
  id,
  current: z.boolean(),
  createdAt: instant,
  lastSeenAt: instant,
  agent: z.string(),
  address: z.string(),
});
export type SessionView = z.infer<typeof session>;

/** Where a buyer wants goods sent. */
export const address = z.strictObject({
  name: z.string().trim().min(1).max(40),
  phone: z.string().regex(/^\+?[0-9 -]{5,20}$/),
  region: z.string().trim().min(1).max(80),
  street: z.string().trim().min(1).max(160),
});
export type Address = z.infer<typeof address>;

/** A message to one account that stays until it is read, e.g. "signing complete". */
export const notification = z.object({
  id,
  kind: z.enum([
    'shop_signed',
    'shop_rejected',
    'shop_approved',
    'shop_frozen',
    'product_rejected',
    'product_approved',
    'order_paid',
    'order_shipped',
    'order_refunded',
    'room_closed',
  ]),
  at: instant,
  subject: z.object({ type: z.enum(['shop', 'product', 'order', 'room']), id }),
  text: z.string(),
  readAt: instant.optional(),
});
export type NotificationView = z.infer<typeof notification>;

export const accountSchemas = {
  register: z.strictObject({ email, password, name: displayName }),
  signIn: z.strictObject({ email, password: z.string().min(1).max(128) }),
  socketToken: z.object({ token: z.string(), expiresAt: instant }),
};

/** An account a demo installation offers at sign-in; real installations offer none. */
export const demoAccount = z.object({
  role: z.enum(['host', 'buyer', 'operator']),
  name: displayName,
  email,
  password,
});
export type DemoAccount = z.infer<typeof demoAccount>;
