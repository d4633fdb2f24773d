import type { Deps } from '#src/deps.ts';
import { recordAudit } from '#src/ops/record-audit.ts';
import type { RouteHandlers } from '#src/platform/edge/types.ts';
import { cancelOrder } from './cancel-order.ts';
import { listMyOrders, listShopOrders } from './list-orders.ts';
import { toOrderView } from './present.ts';
import { requireVisibleOrder } from './read-order.ts';
import { completeOrder, shipOrder } from './ship-order.ts';

export function orderRoutes(deps: Deps): RouteHandlers {
  return {
    'GET /api/orders': ({ actor, query }) => listMyOrders(deps, actor, query),
    'GET /api/orders/:id': async ({ actor, params }) => ({
      order: toOrderView(await requireVisibleOrder(deps, actor, params.id)),
    }),
    'GET /api/shops/:id/orders': ({ actor, params, query }) => listShopOrders(deps, actor, params.id, query),
    'POST /api/orders/:id/cancel': async ({ actor, params }) => ({
      order: toOrderView(await cancelOrder(deps, actor, params.id)),
    }),
    'POST /api/orders/:id/ship': async ({ actor, params, body }) => ({
      order: toOrderView(await shipOrder(deps, actor, params.id, body)),
    }),
    'POST /api/orders/:id/complete': async ({ actor, params }) => ({
      order: toOrderView(await completeOrder(deps, actor, params.id)),
    }),
    'POST /api/ops/orders/:id/cancel': async ({ actor, params }) => {
      const order = await cancelOrder(deps, actor, params.id, 'operator');
      await recordAudit(deps, { actor, act: 'order.cancel', subject: { type: 'order', id: params.id }, key: 'cancel' });
      return { order: toOrderView(order) };
    },
  };
}
