import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { ShopType } from '#src/contract/shops.ts';
import type { Deps } from '#src/deps.ts';
import { shopPolicy } from '#src/shops/policy.ts';
import { quotaWindows } from './rules.ts';
import type { QuotaWindow } from './rules.ts';

/** Windows are forgotten this long after they end, in milliseconds. */
const KEEP_MS = 3_600_000;

/** Counts a submission in all its windows, or in none. @throws SUBMISSION_QUOTA @returns how to take it back */
export async function spendSubmission(
  deps: Pick<Deps, 'products' | 'clock'>,
  shop: { id: Id; type: ShopType },
): Promise<() => Promise<void>> {
  const now = deps.clock.now();
  const taken: QuotaWindow[] = [];
  const takeBack = async () => {
    for (const { id } of taken.splice(0)) await deps.products.quota.giveBack(id);
  };
  for (const window of quotaWindows(shop.id, shopPolicy[shop.type].submissions, now)) {
    if (!(await deps.products.quota.take(window.id, window.limit, new Date(window.endsAt + KEEP_MS)))) {
      await takeBack();
      const { limit, per, endsAt } = window;
      throw new AppError('SUBMISSION_QUOTA', { retryAfterMs: endsAt - now, details: { limit, per } });
    }
    taken.push(window);
  }
  return takeBack;
}
