import { AppError } from '#src/contract/errors.ts';
import type { ErrorCode } from '#src/contract/errors.ts';
import type { PlacePurchase } from '#src/contract/purchases.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';

/** Not a word about the ticket itself: the same one may be placed again and accepted. */
const passing = new Set<ErrorCode>(['BUSY', 'INTERNAL', 'RATE_LIMITED', 'WARMING_UP']);

/** Puts a refusal of this ticket into its buyer's history, and passes it on. */
export async function noteRefusal<T>(
  deps: Pick<Deps, 'refusedTickets' | 'clock'>,
  actor: Member,
  { ticket, room, item, sku, quantity }: PlacePurchase,
  placing: Promise<T>,
): Promise<T> {
  try {
    return await placing;
  } catch (error) {
    if (error instanceof AppError && !passing.has(error.code)) {
      const at = new Date(deps.clock.now());
      deps.refusedTickets.note({ ticket, buyer: actor.id, room, item, sku, quantity, code: error.code, at });
    }
    throw error;
  }
}
