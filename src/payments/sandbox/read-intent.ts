import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { SandboxIntentView } from '#src/contract/purchases.ts';
import type { Deps } from '#src/deps.ts';
import { toIntentView } from './intent.ts';

/** @throws NOT_FOUND */
export async function readIntent(deps: Pick<Deps, 'sandbox'>, id: Id): Promise<SandboxIntentView> {
  const intent = await deps.sandbox.find(id);
  if (!intent) throw new AppError('NOT_FOUND');
  return toIntentView(intent);
}
