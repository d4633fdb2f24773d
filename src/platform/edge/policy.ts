import type { CommandName } from '../../contract/commands.ts';
import type { RouteName } from '../../contract/routes.ts';
import type { LimitRule } from './limits.ts';

/** All limits of the edges in one place; buying fails closed, the rest open. */
export const edgePolicy = {
  /** Sockets one address may open. */
  handshake: { name: 'handshake', points: 240, seconds: 60, failure: 'open' },
  http: { name: 'http', points: 1_200, seconds: 60, failure: 'open' },
  /** Messages of one socket, of any kind; counted on its node alone. */
  socket: { name: 'socket', points: 200, seconds: 10, failure: 'open', scope: 'node' },
  /** Largest JSON body (a wide one for products with many SKUs), upload and socket message in bytes. */
  jsonBytes: 64 * 1024,
  wideJsonBytes: 512 * 1024,
  fileBytes: 2 * 1024 * 1024,
  socketBytes: 48 * 1024,
  /** Commands of one socket that may be under way at once. */
  inFlight: 32,
  /** Deliveries to many sockets, all of them together, let others have the event loop after this many milliseconds. */
  sliceMs: 4,
} as const satisfies Record<string, LimitRule | number>;

/** A member's limit for a command, over all sessions and nodes. */
export function commandLimit(name: CommandName): LimitRule {
  if (name.startsWith('purchase:')) return { name: 'cmd.purchase', points: 120, seconds: 60, failure: 'closed' };
  // Asked so often that a call to Redis each would cost as much as the line itself; a talker is on one node at a time.
  if (name === 'chat:say') return { name: 'cmd.chat', points: 30, seconds: 30, failure: 'open', scope: 'node' };
  // Every mark reaches all viewers like a line.
  if (name === 'chat:mark') return { name: 'cmd.chat-mark', points: 30, seconds: 30, failure: 'open', scope: 'node' };
  // Read again whenever something changes in a busy room; must not use up what steering the show needs.
  if (name === 'chat:held' || name === 'chat:restraints')
    return { name: 'cmd.moderation', points: 240, seconds: 60, failure: 'open' };
  if (name === 'like:send') return { name: 'cmd.like', points: 60, seconds: 30, failure: 'open' };
  return { name: 'cmd.other', points: 600, seconds: 60, failure: 'open' };
}

/** A guest's, who is limited by socket: that is on one node, so Redis is not asked, except about purchases. */
export function guestLimit(name: CommandName): LimitRule {
  const rule = commandLimit(name);
  return rule.failure === 'closed' ? rule : { ...rule, name: `${rule.name}.guest`, scope: 'node' };
}

/**
 * Requests to buy from one address, whatever accounts they come under; wide enough for a school or office behind one
 * address. Fails closed like the limit by account.
 */
export function addressLimit(name: CommandName): LimitRule | undefined {
  if (name !== 'purchase:place') return undefined;
  return { name: 'cmd.purchase.address', points: 6_000, seconds: 60, failure: 'closed' };
}

/**
 * Calls from one address. A payment provider reports every payment of every buyer from a few addresses, so its calls, whose
 * signature is checked, have room for a thousand a second and are never counted among people's.
 */
export function addressRule(name: RouteName): LimitRule {
  if (name !== 'POST /api/payments/webhook/:provider') return edgePolicy.http;
  return { name: 'http.webhook', points: 60_000, seconds: 60, failure: 'open' };
}

/** Routes that are dear to answer or that guess secrets, by address. */
export function routeLimit(name: RouteName): LimitRule | undefined {
  switch (name) {
    case 'POST /api/auth/register':
      return { name: 'http.register', points: 60, seconds: 3600, failure: 'closed' };
    case 'POST /api/auth/sign-in':
      return { name: 'http.sign-in', points: 60, seconds: 300, failure: 'closed' };
    case 'POST /api/files':
      return { name: 'http.files', points: 300, seconds: 3600, failure: 'open' };
    // A full draw is some megabytes; enough for all draws of a room that are shown.
    case 'GET /api/rooms/:id/draws/:item/:number':
      return { name: 'http.draw', points: 120, seconds: 60, failure: 'open' };
    default:
      return undefined;
  }
}
