import type { Deps } from '#src/deps.ts';
import { startPayment } from '#src/payments/start-payment.ts';
import type { CommandHandlers } from '#src/platform/edge/types.ts';
import { cancelPurchase } from './cancel-purchase.ts';
import { noteRefusal } from './note-refusal.ts';
import { placePurchase } from './place-purchase.ts';
import { readStatus } from './read-status.ts';

export function purchaseCommands(deps: Deps): CommandHandlers {
  return {
    'purchase:place': ({ actor, input }) => noteRefusal(deps, actor, input, placePurchase(deps, actor, input)),
    'purchase:status': ({ actor, input }) => readStatus(deps, actor, input),
    'purchase:pay': ({ actor, input }) => startPayment(deps, actor, input.ticket),
    'purchase:cancel': ({ actor, input }) => cancelPurchase(deps, actor, input.ticket),
  };
}
