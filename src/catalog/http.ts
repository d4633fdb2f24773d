import { AppError } from '#src/contract/errors.ts';
import type { Deps } from '#src/deps.ts';
import type { RouteHandlers } from '#src/platform/edge/types.ts';
import { requireVisibleShop } from '#src/shops/look-up.ts';
import { changeProductStock } from './change-product-stock.ts';
import { listProduct } from './list-product.ts';
import { findProduct } from './look-up.ts';
import { toProductCard, toProductView, toProductViews } from './present.ts';
import { createProduct, editProduct } from './save-product.ts';
import { submitProduct } from './submit-product.ts';

export function catalogRoutes(deps: Deps): RouteHandlers {
  return {
    'POST /api/shops/:id/products': async ({ actor, params, body }) => ({
      product: await toProductView(deps, await createProduct(deps, actor, params.id, body)),
    }),
    'GET /api/shops/:id/products': async ({ actor, params, query }) => {
      await requireVisibleShop(deps, actor, params.id);
      const products = await deps.products.listOfShop(params.id, query.cursor, query.limit);
      const next = products.length === query.limit ? products.at(-1)?._id : undefined;
      return { rows: await toProductViews(deps, products), ...(next && { next }) };
    },
    'GET /api/products/:id': async ({ actor, params }) => {
      const product = await findProduct(deps, params.id);
      await requireVisibleShop(deps, actor, product.shopId);
      return { product: await toProductView(deps, product) };
    },
    'GET /api/products/:id/card': async ({ params }) => {
      const product = toProductCard(await findProduct(deps, params.id));
      if (!product) throw new AppError('NOT_FOUND');
      return { product };
    },
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
