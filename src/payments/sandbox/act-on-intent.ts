import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { SandboxAct, SandboxIntentView } from '#src/contract/purchases.ts';
import type { Deps } from '#src/deps.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import { enqueueDelivery } from './deliver-event.ts';
import { toIntentView } from './intent.ts';
import type { OwedEvent } from './intent.ts';

type ActDeps = Pick<Deps, 'sandbox' | 'queues' | 'clock' | 'newId' | 'log'>;

const outcomes = {
  pay: { state: 'captured', type: 'payment.captured' },
  decline: { state: 'declined', type: 'payment.declined' },
  /** Captured some time later, perhaps after the hold has ended. */
  delay: { state: 'delayed', type: 'payment.captured' },
} as const;

/** What somebody does on the sandbox's page. The first act counts. @throws NOT_FOUND HOLD_ENDED CONFLICT */
export async function actOnIntent(deps: ActDeps, id: Id, { act, delayMs = 0 }: SandboxAct): Promise<SandboxIntentView> {
  const intent = await deps.sandbox.find(id);
  if (!intent) throw new AppError('NOT_FOUND');
  const now = deps.clock.now();
  if (intent.state === 'open' && intent.expiresAt.getTime() <= now) {
    await deps.sandbox.cancel(id);
    throw new AppError('HOLD_ENDED');
  }
  const { state, type } = outcomes[act];
  const wait = act === 'delay' ? delayMs : 0;
  const event: OwedEvent = { id: deps.newId(), type, due: new Date(now + wait) };
  if (!(await deps.sandbox.decide(id, state, event))) {
    throw new AppError('CONFLICT', { details: { state: intent.state } });
  }
  crashPoint('sandbox.decided');
  await enqueueDelivery(deps, event.id, wait);
  return toIntentView({ ...intent, state });
}
