import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { CommandOutput } from '#src/contract/commands.ts';
import { CURRENCY } from '#src/contract/money.ts';
import type { Deps } from '#src/deps.ts';
import { createOrder } from '#src/orders/create-order.ts';
import type { CreateDeps } from '#src/orders/create-order.ts';
import type { OrderRecord } from '#src/orders/order.ts';
import { toInstant } from '#src/platform/clock.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { findTicket } from '#src/purchases/find-ticket.ts';
import { checkReceiptLimit, exceedsReceiptLimit } from './check-receipt-limit.ts';
import type { PaymentRecord } from './payment.ts';

type PayDeps = CreateDeps & Pick<Deps, 'accounts' | 'payments' | 'paymentProvider' | 'shops'>;

/**
 * Begins the payment of a held purchase, or answers the one that is open; the delivery address is copied to the order.
 * @throws UNKNOWN_TICKET WARMING_UP HOLD_ENDED ORDER_STATE ADDRESS_REQUIRED RECEIPT_LIMIT
 */
export async function startPayment(deps: PayDeps, actor: Member, ticket: Id): Promise<CommandOutput<'purchase:pay'>> {
  const order = await requirePayable(deps, actor, ticket);
  const address = (await deps.accounts.find(actor.id))?.address;
  if (!address) throw new AppError('ADDRESS_REQUIRED');
  await checkReceiptLimit(deps, order);
  if (!(await deps.orders.saveAddress(ticket, address))) throw new AppError('HOLD_ENDED', { details: { ticket } });
  const payment = await openPayment(deps, order);
  crashPoint('payment.inserted');
  await yieldToOthers(deps, order, payment);
  const url = payment.url ?? (await createIntent(deps, order, payment));
  return { paymentId: payment._id, url, amount: order.amount, holdUntil: toInstant(order.holdUntil) };
}

/** The buyer's order while it waits for its payment; one that is not durable yet is made durable first. */
async function requirePayable(deps: PayDeps, actor: Member, id: Id): Promise<OrderRecord> {
  let order = await deps.orders.find(id);
  if (!order) {
    const ticket = await findTicket(deps, id);
    if (!ticket || ticket.account !== actor.id) throw new AppError('UNKNOWN_TICKET', { details: { ticket: id } });
    const outcome = await createOrder(deps, { room: ticket.room, ticket: id });
    if (outcome === 'undrawn') throw new AppError('WARMING_UP', { retryAfterMs: 500 });
    order = await deps.orders.find(id);
  }
  if (!order || order.buyer !== actor.id) throw new AppError('UNKNOWN_TICKET', { details: { ticket: id } });
  const isOver = order.state === 'placed' ? order.holdUntil.getTime() <= deps.clock.now() : order.state === 'void';
  if (isOver || order.cancelReason === 'timeout') throw new AppError('HOLD_ENDED', { details: { ticket: id } });
  if (order.state !== 'placed') throw new AppError('ORDER_STATE', { details: { state: order.state } });
  return order;
}

/** The latest attempt if it can still be paid, else a new one. */
async function openPayment(deps: PayDeps, order: OrderRecord): Promise<PaymentRecord> {
  for (let tries = 0; tries < 3; tries += 1) {
    const latest = await deps.payments.latestOf(order._id);
    if (latest?.state === 'open' || latest?.state === 'captured') return latest;
    const at = new Date(deps.clock.now());
    const payment: PaymentRecord = {
      _id: deps.newId(),
      order: order._id,
      attempt: (latest?.attempt ?? 0) + 1,
      buyer: order.buyer,
      shop: order.shop,
      amount: order.amount,
      currency: CURRENCY,
      provider: deps.paymentProvider.name,
      state: 'open',
      at,
      expiresAt: order.holdUntil,
      changedAt: at,
    };
    if (await deps.payments.insert(payment)) return payment;
  }
  throw new AppError('BUSY', { retryAfterMs: 500 });
}

/** Of buyers who begin at once none sees the others at first; now all are counted, and who is too many tries again. */
async function yieldToOthers(deps: PayDeps, order: OrderRecord, payment: PaymentRecord): Promise<void> {
  if (!(await exceedsReceiptLimit(deps, order))) return;
  await deps.payments.markDeclined(payment._id, new Date(deps.clock.now()));
  throw new AppError('BUSY', { retryAfterMs: 500 });
}

async function createIntent(deps: PayDeps, order: OrderRecord, payment: PaymentRecord): Promise<string> {
  const { _id: paymentId, amount, currency } = payment;
  const title = `${order.title} · ${order.skuName} × ${order.quantity}`;
  const intent = await deps.paymentProvider.createIntent({
    paymentId,
    amount,
    currency,
    title,
    expiresAt: order.holdUntil,
  });
  crashPoint('payment.intent-made');
  await deps.payments.saveIntent(paymentId, intent);
  return intent.url;
}
