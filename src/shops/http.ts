import { cardsOfShop } from '#src/catalog/look-up.ts';
import type { Deps } from '#src/deps.ts';
import type { RouteHandlers } from '#src/platform/edge/types.ts';
import { createShop } from './create-shop.ts';
import { doOpeningTask } from './do-task.ts';
import { findShop, requireVisibleShop } from './look-up.ts';
import { toShopCard, toShopFile, toShopView } from './present.ts';
import { saveShopFile } from './save-file.ts';
import { signShop } from './sign-shop.ts';
import { submitShop } from './submit-shop.ts';

export function shopRoutes(deps: Deps): RouteHandlers {
  return {
    'POST /api/shops': async ({ actor, body }) => ({ shop: toShopView(await createShop(deps, actor, body)) }),
    'GET /api/shops': async ({ actor }) => ({ rows: (await deps.shops.findOwned(actor.id)).map(toShopView) }),
    'GET /api/shops/:id': async ({ actor, params }) => {
      const shop = await requireVisibleShop(deps, actor, params.id);
      return { shop: toShopView(shop), file: toShopFile(shop) };
    },
    'GET /api/shops/:id/card': async ({ params }) => ({
      shop: toShopCard(await findShop(deps, params.id)),
      products: await cardsOfShop(deps, params.id),
    }),
    'PUT /api/shops/:id/file': async ({ actor, params, body }) => ({
      shop: toShopView(await saveShopFile(deps, actor, params.id, body)),
    }),
    'POST /api/shops/:id/submit': async ({ actor, params }) => ({
      shop: toShopView(await submitShop(deps, actor, params.id)),
    }),
    'POST /api/shops/:id/sign': async ({ actor, params }) => ({
      shop: toShopView(await signShop(deps, actor, params.id)),
    }),
    'POST /api/shops/:id/tasks': async ({ actor, params, body }) => ({
      shop: toShopView(await doOpeningTask(deps, actor, params.id, body)),
    }),
  };
}
