import type { AcceptedPurchase, EnteredDraw, PlacePurchase } from '#src/contract/purchases.ts';
import type { Deps } from '#src/deps.ts';
import { enterDraw } from '#src/draws/enter-draw.ts';
import type { EnterDeps } from '#src/draws/enter-draw.ts';
import { enqueueOrder } from '#src/orders/enqueue.ts';
import { toInstant } from '#src/platform/clock.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { boughtElsewhere } from '#src/stock/bought-elsewhere.ts';
import { holdUnits } from '#src/stock/hold-units.ts';

/**
 * Holds units for a buyer under the ticket id the client made; the same ticket gets the same answer. Once the gate has
 * accepted, the purchase cannot be lost: its ticket stays pending until the order is durable, whatever becomes of the job.
 * An item sold by equal chance is not held but entered for its draw.
 * @throws the gate's refusals, see hold-units.ts
 */
export async function placePurchase(
  deps: EnterDeps & Pick<Deps, 'config'>,
  actor: Member,
  request: PlacePurchase,
): Promise<AcceptedPurchase | EnteredDraw> {
  const { room, item, sku, quantity, priceVersion: version, ticket, seen } = request;
  const now = deps.clock.now();
  const elsewhere = await boughtElsewhere(deps, { room, item, account: actor.id });
  const held = await holdUnits(deps, {
    room,
    item,
    sku,
    quantity,
    version,
    ticket,
    account: actor.id,
    now,
    until: now + deps.config.HOLD_SECONDS * 1000,
    seen: seen ? JSON.stringify(seen) : '',
    elsewhere,
  });
  if (held.byDraw) return enterDraw(deps, actor, request, held.left);
  if (held.state === 'held') {
    // Not waited for: a queue that fails or hangs only means that the sweep of pending tickets comes first.
    enqueueOrder(deps, room, ticket).catch((error: unknown) => {
      deps.log.warn({ err: error as Error, ticket }, 'it is not known whether the order job is queued');
    });
  }
  crashPoint('hold.answering');
  const { unitPrice, until } = held;
  return { ticket, holdUntil: toInstant(until), unitPrice, amount: unitPrice * quantity, quantity };
}
