import { notify } from '#src/accounts/notify.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import type { OrderRecord } from './order.ts';
import { partyOf, requireVisibleOrder } from './read-order.ts';
import { allows, mayAct } from './rules.ts';
import { tellBuyer } from './tell-buyer.ts';

type StepDeps = Pick<Deps, 'orders' | 'announce' | 'notifications' | 'clock' | 'newId'>;

/** The seller has sent the goods. @throws NOT_FOUND FORBIDDEN ORDER_STATE */
export async function shipOrder(
  deps: StepDeps,
  actor: Member,
  id: Id,
  parcel: { carrier: string; trackingNumber: string },
): Promise<OrderRecord> {
  const order = await requireVisibleOrder(deps, actor, id);
  if (!mayAct('ship', partyOf(order, actor))) throw new AppError('FORBIDDEN');
  if (!allows('ship', order.state) || !(await deps.orders.markShipped(id, parcel, new Date(deps.clock.now())))) {
    throw new AppError('ORDER_STATE', { details: { state: order.state } });
  }
  const shipped = await requireVisibleOrder(deps, actor, id);
  tellBuyer(deps, shipped);
  await notify(deps, {
    account: order.buyer,
    kind: 'order_shipped',
    subject: { type: 'order', id },
    text: order.number ?? id,
  });
  return shipped;
}

/** The buyer has the goods. @throws NOT_FOUND FORBIDDEN ORDER_STATE */
export async function completeOrder(deps: StepDeps, actor: Member, id: Id): Promise<OrderRecord> {
  const order = await requireVisibleOrder(deps, actor, id);
  if (!mayAct('complete', partyOf(order, actor))) throw new AppError('FORBIDDEN');
  if (!allows('complete', order.state) || !(await deps.orders.markCompleted(id, new Date(deps.clock.now())))) {
    throw new AppError('ORDER_STATE', { details: { state: order.state } });
  }
  const completed = await requireVisibleOrder(deps, actor, id);
  tellBuyer(deps, completed);
  return completed;
}
