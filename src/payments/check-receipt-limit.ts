import { AppError } from '#src/contract/errors.ts';
import type { Deps } from '#src/deps.ts';
import type { OrderRecord } from '#src/orders/order.ts';
import { findShop } from '#src/shops/find-shop.ts';
import { shopPolicy } from '#src/shops/policy.ts';
import { paymentPolicy } from './policy.ts';

type LimitDeps = Pick<Deps, 'payments' | 'shops' | 'clock'>;
type Wanted = Pick<OrderRecord, '_id' | 'shop' | 'amount'>;

/**
 * A personal shop may receive only so much per day; payments that are open count as if they had come.
 * @throws RECEIPT_LIMIT
 */
export async function checkReceiptLimit(deps: LimitDeps, order: Wanted): Promise<void> {
  const details = await excessOf(deps, order);
  if (details) throw new AppError('RECEIPT_LIMIT', { details });
}

/** Whether the money of this order is more than its shop may receive today. */
export async function exceedsReceiptLimit(deps: LimitDeps, order: Wanted): Promise<boolean> {
  return (await excessOf(deps, order)) !== undefined;
}

async function excessOf(deps: LimitDeps, order: Wanted): Promise<{ limit: number; received: number } | undefined> {
  const shop = await findShop(deps, order.shop);
  const limit = shop && shopPolicy[shop.type].dailyReceiptLimit;
  if (limit === undefined) return undefined;
  const now = deps.clock.now();
  const received = await deps.payments.sumReceipts(order.shop, {
    since: startOfDay(now),
    now: new Date(now),
    except: order._id,
  });
  return received + order.amount > limit ? { limit, received } : undefined;
}

/** Midnight of the platform's day. */
export function startOfDay(now: number): Date {
  const { dayOffsetMs } = paymentPolicy;
  const day = 24 * 3_600_000;
  return new Date(Math.floor((now + dayOffsetMs) / day) * day - dayOffsetMs);
}
