import type { OrderView } from '#src/contract/purchases.ts';
import type { OrderRecord } from './order.ts';

/** An order as the contract shows it; never called for a void one. */
export function toOrderView(order: OrderRecord): OrderView {
  const { seen, state, quantity, unitPrice, amount, title, skuName, channelName } = order;
  const { mediaMs, pinned, priceVersion, seq, source } = seen;
  return {
    id: order._id,
    number: order.number ?? '',
    state,
    buyerId: order.buyer,
    shopId: order.shop,
    roomId: order.room,
    channelName,
    itemId: order.item,
    productId: order.product,
    skuId: order.sku,
    title,
    skuName,
    quantity,
    unitPrice,
    amount,
    placedAt: order.placedAt.toISOString(),
    holdUntil: order.holdUntil.toISOString(),
    ...present('picture', order.picture),
    ...instant('paidAt', order.paidAt),
    ...instant('shippedAt', order.shippedAt),
    ...instant('completedAt', order.completedAt),
    ...instant('cancelledAt', order.cancelledAt),
    ...instant('refundedAt', order.refundedAt),
    ...present('cancelReason', order.cancelReason),
    ...present('address', order.address),
    ...present('carrier', order.carrier),
    ...present('trackingNumber', order.trackingNumber),
    seen: { pinned, priceVersion, seq, source, ...present('mediaMs', mediaMs) },
  };
}

function present<K extends string, V>(name: K, value: V | undefined | null): { [P in K]?: V } {
  return (value === undefined || value === null ? {} : { [name]: value }) as { [P in K]?: V };
}

function instant<K extends string>(name: K, at: Date | undefined): { [P in K]?: string } {
  return present(name, at?.toISOString());
}
