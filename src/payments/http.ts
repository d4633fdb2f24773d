import type { Deps } from '#src/deps.ts';
import type { RouteHandlers } from '#src/platform/edge/types.ts';
import { toOrderView } from '#src/orders/present.ts';
import { receiveWebhook } from './receive-webhook.ts';
import { refundOrder } from './refund-order.ts';
import { actOnIntent } from './sandbox/act-on-intent.ts';
import { readIntent } from './sandbox/read-intent.ts';

export function paymentRoutes(deps: Deps): RouteHandlers {
  return {
    'POST /api/orders/:id/refund': async ({ actor, params }) => ({
      order: toOrderView(await refundOrder(deps, actor, params.id)),
    }),
    'POST /api/payments/webhook/:provider': async ({ params, req }) => {
      const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
      await receiveWebhook(deps, params.provider, { body, header: (name) => req.get(name) });
    },
    'GET /api/sandbox/intents/:id': async ({ params }) => ({ intent: await readIntent(deps, params.id) }),
    'POST /api/sandbox/intents/:id': async ({ params, body }) => ({
      intent: await actOnIntent(deps, params.id, body),
    }),
  };
}
