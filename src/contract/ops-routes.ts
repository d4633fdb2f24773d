import { z } from 'zod';
import { product, productDecision } from './catalog.ts';
import { chatReport, sharedWords } from './chat.ts';
import { id, page, pageOf } from './ids.ts';
import { auditLine, foundThing, opsSchemas, review, wallRoom } from './ops.ts';
import { order, pastPurchase } from './purchases.ts';
import { byId, nothing } from './route.ts';
import type { Route } from './route.ts';
import { shop, shopDecision, shopSchemas } from './shops.ts';
import { statement } from './statements.ts';

/** What operators do, over all rooms, shops and accounts. */
export const opsRoutes = {
  'GET /api/ops/rooms': { auth: 'operator', response: z.object({ rows: z.array(wallRoom) }) },
  /** Every show that is over. */
  'GET /api/ops/statements': { auth: 'operator', query: page, response: pageOf(statement) },
  'GET /api/ops/reviews': { auth: 'operator', query: page, response: pageOf(review) },
  'GET /api/ops/audit': {
    auth: 'operator',
    query: page.extend({ subject: id.optional() }),
    response: pageOf(auditLine),
  },
  'GET /api/ops/search': {
    auth: 'operator',
    query: z.strictObject({ q: z.string().trim().min(1).max(80) }),
    response: z.object({ rows: z.array(foundThing) }),
  },
  'POST /api/ops/shops/:id/decision': {
    auth: 'operator',
    params: byId,
    body: shopDecision,
    response: z.object({ shop }),
  },
  'POST /api/ops/shops/:id/freeze': {
    auth: 'operator',
    params: byId,
    body: shopSchemas.freeze,
    response: z.object({ shop }),
  },
  'POST /api/ops/shops/:id/unfreeze': { auth: 'operator', params: byId, response: z.object({ shop }) },
  'POST /api/ops/products/:id/decision': {
    auth: 'operator',
    params: byId,
    body: productDecision,
    response: z.object({ product }),
  },
  'POST /api/ops/rooms/:id/close': { auth: 'operator', params: byId, body: opsSchemas.close, response: nothing },
  'POST /api/ops/rooms/:id/warn': { auth: 'operator', params: byId, body: opsSchemas.warn, response: nothing },
  /** Reported lines that no operator has decided yet, newest first. */
  'GET /api/ops/chat-reports': {
    auth: 'operator',
    response: z.object({ rows: z.array(chatReport) }),
  },
  /** `ban` removes the line and bans its author from all shows of the channel. */
  'POST /api/ops/chat-reports/:room/:message/decision': {
    auth: 'operator',
    params: z.strictObject({ room: id, message: id }),
    body: z.strictObject({ decision: z.enum(['dismiss', 'remove', 'ban']) }),
    response: nothing,
  },
  /** Words refused in every room. */
  'GET /api/ops/chat-words': { auth: 'operator', response: sharedWords },
  'PUT /api/ops/chat-words': { auth: 'operator', body: sharedWords, response: sharedWords },
  'POST /api/ops/orders/:id/cancel': { auth: 'operator', params: byId, response: z.object({ order }) },
  'POST /api/ops/accounts/:id/ban': { auth: 'operator', params: byId, body: opsSchemas.close, response: nothing },
  /** Every ticket of an account with what became of it. */
  'GET /api/ops/accounts/:id/purchases': {
    auth: 'operator',
    params: byId,
    query: page,
    response: pageOf(pastPurchase),
  },
  'PUT /api/ops/accounts/:id/live': { auth: 'operator', params: byId, body: opsSchemas.live, response: nothing },
} as const satisfies Record<string, Route>;
