import type { RouteResponse } from '#src/contract/routes.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { toShopCard } from '#src/shops/present.ts';
import { linkObstacle } from '#src/shops/rules.ts';

/** The account's own shops, each with the task that stands in the way of linking it. */
export async function listLinkable(
  deps: Pick<Deps, 'shops'>,
  actor: Pick<Member, 'id'>,
): Promise<RouteResponse<'GET /api/channel/linkable'>> {
  const shops = await deps.shops.findOwned(actor.id);
  return {
    rows: shops.map((shop) => {
      const obstacle = linkObstacle(shop);
      const task = obstacle?.why === 'task' ? { task: obstacle.task } : {};
      return { shop: toShopCard(shop), linkable: !obstacle, ...task };
    }),
  };
}
