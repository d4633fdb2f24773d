import { z } from 'zod';
import { account, accountSchemas, address, demoAccount, notification, session, signedIn } from './accounts.ts';
import { catalogSchemas, product, productCard, productDraft } from './catalog.ts';
import { chatKit } from './chat.ts';
import { drawReport, drawView } from './draws.ts';
import { id, page, pageOf } from './ids.ts';
import { roomStats } from './ops.ts';
import { order, orderSchemas, orderState, pastPurchase, sandboxAct, sandboxIntent } from './purchases.ts';
import { logPage, logQuery } from './room-events.ts';
import { checkLine, room, roomCard, roomSchemas } from './rooms.ts';
import { opsRoutes } from './ops-routes.ts';
import { byId, nothing } from './route.ts';
import type { Route } from './route.ts';
import { roomStatement, statement } from './statements.ts';
import { channel, channelSchemas, shop, shopCard, shopFile, shopSchemas } from './shops.ts';

/** Every HTTP route, keyed by `METHOD path` with express path parameters. */
export const routes = {
  'POST /api/auth/register': { auth: 'none', body: accountSchemas.register, response: signedIn },
  'POST /api/auth/sign-in': { auth: 'none', body: accountSchemas.signIn, response: signedIn },
  /** Rotates the refresh cookie; a reused old one ends the whole session family. */
  'POST /api/auth/refresh': { auth: 'none', response: signedIn },
  'POST /api/auth/sign-out': { auth: 'none', response: nothing },
  'POST /api/auth/sign-out-everywhere': { auth: 'member', response: nothing },
  'POST /api/auth/socket-token': { auth: 'member', response: accountSchemas.socketToken },
  'GET /api/auth/sessions': { auth: 'member', response: z.object({ rows: z.array(session) }) },

  /** Empty unless the installation is a demo. */
  'GET /api/auth/demo-accounts': { auth: 'none', response: z.object({ rows: z.array(demoAccount) }) },

  'GET /api/me': { auth: 'member', response: z.object({ account }) },
  'GET /api/me/address': { auth: 'member', response: z.object({ address: address.nullable() }) },
  'PUT /api/me/address': { auth: 'member', body: address, response: z.object({ address }) },
  'GET /api/me/notifications': { auth: 'member', query: page, response: pageOf(notification) },
  'POST /api/me/notifications/:id/read': { auth: 'member', params: byId, response: nothing },

  /** An image of at most 2 MB as the raw body; papers are seen by owner and operators only. */
  'POST /api/files': {
    auth: 'member',
    query: z.strictObject({ purpose: z.enum(['picture', 'paper']) }),
    rawBody: true,
    response: z.object({ id }),
  },
  'GET /api/files/:id': {
    auth: 'none',
    params: byId,
    response: z.unknown(),
    responseTypes: ['image/png', 'image/jpeg', 'image/webp'],
  },

  /** What media can be received and sent here; the same for every room, so pages ask before they know the room. */
  'GET /api/media/capabilities': { auth: 'none', response: z.object({ rtpCapabilities: z.unknown() }) },

  'POST /api/shops': { auth: 'member', body: shopSchemas.create, response: z.object({ shop }) },
  'GET /api/shops': { auth: 'member', response: z.object({ rows: z.array(shop) }) },
  'GET /api/shops/:id': { auth: 'member', params: byId, response: z.object({ shop, file: shopFile.partial() }) },
  'GET /api/shops/:id/card': {
    auth: 'none',
    params: byId,
    response: z.object({ shop: shopCard, products: z.array(productCard) }),
  },
  /** Saves any parts of the file while the shop is being edited. */
  'PUT /api/shops/:id/file': { auth: 'member', params: byId, body: shopFile.partial(), response: z.object({ shop }) },
  'POST /api/shops/:id/submit': { auth: 'member', params: byId, response: z.object({ shop }) },
  'POST /api/shops/:id/sign': { auth: 'member', params: byId, response: z.object({ shop }) },
  'POST /api/shops/:id/tasks': { auth: 'member', params: byId, body: shopSchemas.doTask, response: z.object({ shop }) },

  'POST /api/channel': { auth: 'member', body: channelSchemas.create, response: z.object({ channel }) },
  'GET /api/channel': { auth: 'member', response: z.object({ channel: channel.nullable() }) },
  /** Shops of this account that may be offered for linking, with what stands in the way. */
  'GET /api/channel/linkable': {
    auth: 'member',
    response: z.object({
      rows: z.array(z.object({ shop: shopCard, linkable: z.boolean(), task: z.string().optional() })),
    }),
  },
  'PUT /api/channel/shop': { auth: 'member', body: channelSchemas.linkShop, response: z.object({ channel }) },
  'DELETE /api/channel/shop': { auth: 'member', response: z.object({ channel }) },
  'GET /api/channels/:id': { auth: 'none', params: byId, response: z.object({ channel }) },
  'PUT /api/channels/:id/follow': { auth: 'member', params: byId, response: z.object({ followers: z.number().int() }) },
  'DELETE /api/channels/:id/follow': {
    auth: 'member',
    params: byId,
    response: z.object({ followers: z.number().int() }),
  },

  'POST /api/shops/:id/products': {
    auth: 'member',
    params: byId,
    body: productDraft,
    wideBody: true,
    response: z.object({ product }),
  },
  'GET /api/shops/:id/products': { auth: 'member', params: byId, query: page, response: pageOf(product) },
  'GET /api/products/:id': { auth: 'member', params: byId, response: z.object({ product }) },
  'GET /api/products/:id/card': { auth: 'none', params: byId, response: z.object({ product: productCard }) },
  'PUT /api/products/:id': {
    auth: 'member',
    params: byId,
    body: productDraft,
    wideBody: true,
    response: z.object({ product }),
  },
  'POST /api/products/:id/submit': { auth: 'member', params: byId, response: z.object({ product }) },
  'PUT /api/products/:id/listed': {
    auth: 'member',
    params: byId,
    body: catalogSchemas.list,
    response: z.object({ product }),
  },
  'POST /api/products/:id/stock': {
    auth: 'member',
    params: byId,
    body: catalogSchemas.stockDelta,
    response: z.object({ product }),
  },

  'POST /api/rooms': { auth: 'member', body: roomSchemas.schedule, response: z.object({ room }) },
  'GET /api/rooms': {
    auth: 'none',
    query: page.extend({ state: z.enum(['live', 'upcoming', 'ended']).default('live') }),
    response: pageOf(roomCard),
  },
  'GET /api/rooms/mine': { auth: 'member', query: page, response: pageOf(room) },
  'GET /api/rooms/:id': { auth: 'member', params: byId, response: z.object({ room }) },
  'GET /api/rooms/:id/card': { auth: 'none', params: byId, response: z.object({ room: roomCard }) },
  'PUT /api/rooms/:id/plan': {
    auth: 'member',
    params: byId,
    body: roomSchemas.reschedule,
    response: z.object({ room }),
  },
  'GET /api/rooms/:id/check': {
    auth: 'member',
    params: byId,
    response: z.object({ ok: z.boolean(), lines: z.array(checkLine) }),
  },
  'POST /api/rooms/:id/moderators': {
    auth: 'member',
    params: byId,
    body: roomSchemas.addModerator,
    response: z.object({ room }),
  },
  'DELETE /api/rooms/:id/moderators/:account': {
    auth: 'member',
    params: z.strictObject({ id, account: id }),
    response: z.object({ room }),
  },
  /** How the show went; for its host and operators. */
  'GET /api/rooms/:id/stats': { auth: 'member', params: byId, response: z.object({ stats: roomStats }) },

  /** How a show that is over went, item by item; for its host, its moderators and operators. */
  'GET /api/rooms/:id/statement': { auth: 'member', params: byId, response: z.object({ statement: roomStatement }) },
  /** The shows of this host that are over. */
  'GET /api/statements': { auth: 'member', query: page, response: pageOf(statement) },

  /** What the newest draws of a room are bound to, and the seeds of those that were made. */
  'GET /api/rooms/:id/draws': { auth: 'none', params: byId, response: z.object({ draws: z.array(drawView) }) },
  /** How one of them was made: everything that is needed to draw again. */
  'GET /api/rooms/:id/draws/:item/:number': {
    auth: 'none',
    params: z.strictObject({ id, item: id, number: z.coerce.number().int().min(1) }),
    response: z.object({ draw: drawReport }),
  },
  /** The chat as a CSV file, for the room's host and operators. */
  'GET /api/rooms/:id/chat.csv': { auth: 'member', params: byId, response: z.unknown(), responseTypes: ['text/csv'] },
  /**
   * The archived log, for the room's host and operators: what can be shown again or is disputed. A running room's is a few
   * seconds behind. Removed lines are without their text, except for operators.
   */
  'GET /api/rooms/:id/log': { auth: 'member', params: byId, query: logQuery, response: logPage },

  /** The host's own refused words and canned answers. */
  'GET /api/chat/kit': { auth: 'member', response: z.object({ kit: chatKit }) },
  'PUT /api/chat/kit': { auth: 'member', body: chatKit, response: z.object({ kit: chatKit }) },

  'GET /api/orders': { auth: 'member', query: page, response: pageOf(order) },
  /** Every ticket of this buyer with what became of it: orders, tickets that came to nothing, refused ones. */
  'GET /api/purchases': { auth: 'member', query: page, response: pageOf(pastPurchase) },
  /** What became of a buyer's tickets in this shop, for its owner; a page may have fewer rows than asked for. */
  'GET /api/shops/:id/buyers/:buyer/purchases': {
    auth: 'member',
    params: z.strictObject({ id, buyer: id }),
    query: page,
    response: pageOf(pastPurchase),
  },
  'GET /api/orders/:id': { auth: 'member', params: byId, response: z.object({ order }) },
  'GET /api/shops/:id/orders': {
    auth: 'member',
    params: byId,
    query: page.extend({ state: orderState.optional(), room: id.optional() }),
    response: pageOf(order),
  },
  'POST /api/orders/:id/cancel': { auth: 'member', params: byId, response: z.object({ order }) },
  'POST /api/orders/:id/ship': { auth: 'member', params: byId, body: orderSchemas.ship, response: z.object({ order }) },
  'POST /api/orders/:id/complete': { auth: 'member', params: byId, response: z.object({ order }) },
  'POST /api/orders/:id/refund': { auth: 'member', params: byId, response: z.object({ order }) },

  'POST /api/payments/webhook/:provider': {
    auth: 'none',
    params: z.strictObject({ provider: z.string().max(20) }),
    rawBody: true,
    response: nothing,
  },
  'GET /api/sandbox/intents/:id': { auth: 'none', params: byId, response: z.object({ intent: sandboxIntent }) },
  'POST /api/sandbox/intents/:id': {
    auth: 'none',
    params: byId,
    body: sandboxAct,
    response: z.object({ intent: sandboxIntent }),
  },

  ...opsRoutes,
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
type Part<N extends RouteName, K extends string> =
  (typeof routes)[N] extends Record<K, infer S extends z.ZodType> ? z.output<S> : undefined;
export type RouteParams<N extends RouteName> = Part<N, 'params'>;
export type RouteQuery<N extends RouteName> = Part<N, 'query'>;
export type RouteBody<N extends RouteName> = Part<N, 'body'>;
export type RouteResponse<N extends RouteName> = Part<N, 'response'>;
