import type { Deps } from '#src/deps.ts';
import type { RouteHandlers } from '#src/platform/edge/types.ts';
import { changeProductStock } from './change-product-stock.ts';
import { listProduct } from './list-product.ts';
import { listProducts } from './list-products.ts';
import { publicCard, requireVisibleProduct } from './look-up.ts';
import { toProductView, toProductViews } from './present.ts';
import { createProduct, editProduct } from './save-product.ts';
import { submitProduct } from './submit-product.ts';

export function catalogRoutes(deps: Deps): RouteHandlers {
  return {
    'POST /api/shops/:id/products': async ({ actor, params, body }) => ({
      product: await toProductView(deps, await createProduct(deps, actor, params.id, body)),
    }),
    'GET /api/shops/:id/products': async ({ actor, params, query }) => {
      const { rows, ...next } = await listProducts(deps, actor, params.id, query);
      return { rows: await toProductViews(deps, rows), ...next };
    },
    'GET /api/products/:id': async ({ actor, params }) => ({
      product: await toProductView(deps, await requireVisibleProduct(deps, actor, params.id)),
    }),
    'GET /api/products/:id/card': async ({ params }) => ({ product: await publicCard(deps, params.id) }),
    'PUT /api/products/:id': async ({ actor, params, body }) => ({
      product: await toProductView(deps, await editProduct(deps, actor, params.id, body)),
    }),
    'POST /api/products/:id/submit': async ({ actor, params }) => ({
      product: await toProductView(deps, await submitProduct(deps, actor, params.id)),
    }),
    'PUT /api/products/:id/listed': async ({ actor, params, body }) => ({
      product: await toProductView(deps, await listProduct(deps, actor, params.id, body.listed)),
    }),
    'POST /api/products/:id/stock': async ({ actor, params, body }) => ({
      product: await toProductView(deps, await changeProductStock(deps, actor, params.id, body)),
    }),
  };
}
