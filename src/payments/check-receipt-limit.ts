import { AppError } from '#src/contract/errors.ts';
import type { Deps } from '#src/deps.ts';
import type { OrderRecord } from '#src/orders/order.ts';
import { findShop } from '#src/shops/find-shop.ts';
import { shopPolicy } from '#src/shops/policy.ts';
import { paymentPolicy } from './policy.ts';

/** A personal shop may receive only so much per day, counted when a payment begins. @throws RECEIPT_LIMIT */
export async function checkReceiptLimit(
  deps: Pick<Deps, 'orders' | 'shops' | 'clock'>,
  { shop: shopId, amount }: Pick<OrderRecord, 'shop' | 'amount'>,
): Promise<void> {
  const shop = await findShop(deps, shopId);
  const limit = shop && shopPolicy[shop.type].dailyReceiptLimit;
  if (limit === undefined) return;
  const received = await deps.orders.receivedSince(shopId, startOfDay(deps.clock.now()));
  if (received + amount > limit) throw new AppError('RECEIPT_LIMIT', { details: { limit, received } });
}

/** Midnight of the platform's day. */
export function startOfDay(now: number): Date {
  const { dayOffsetMs } = paymentPolicy;
  const day = 24 * 3_600_000;
  return new Date(Math.floor((now + dayOffsetMs) / day) * day - dayOffsetMs);
}
