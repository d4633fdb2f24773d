import { AppError } from '#src/contract/errors.ts';
import type { EnteredDraw, PlacePurchase } from '#src/contract/purchases.ts';
import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { warmGate } from '#src/stock/warm-gate.ts';
import type { WarmDeps } from '#src/stock/warm-gate.ts';
import { enqueueDraw } from './enqueue.ts';
import { drawPolicy } from './policy.ts';

export type EnterDeps = WarmDeps & Pick<Deps, 'draws' | 'windows' | 'queues'>;

const DEFAULT_SECONDS = 5;

/**
 * Lets a tap take part in its item's draw; the first one opens the window. The same ticket gets the same answer, also
 * after the draw. @throws NOT_DRAWN and the gate's refusals once it was made, ALREADY_ENTERED DRAW_FULL SOLD_OUT NOT_LIVE WARMING_UP
 */
export async function enterDraw(
  deps: EnterDeps,
  actor: Member,
  request: PlacePurchase,
  left: number,
): Promise<EnteredDraw> {
  const { room, item, ticket, sku, quantity, priceVersion: version, seen } = request;
  const shelved = await deps.shelf.find(item);
  const windowMs = (shelved?.drawSeconds ?? DEFAULT_SECONDS) * 1_000;
  for (let tries = 0; tries < 3; tries += 1) {
    const now = deps.clock.now();
    const entry = {
      ticket,
      account: actor.id,
      sku,
      quantity,
      version,
      seen: seen ? JSON.stringify(seen) : '',
      at: now,
    };
    const [code, first, second] = await deps.windows.enter(room, item, entry, { windowMs, left, now });
    const number = Number(first);
    switch (code) {
      case 1:
        crashPoint('draw.entered');
        enqueueDraw(deps, room, item, Number(second) - now).catch((error: unknown) => {
          deps.log.warn({ err: error as Error, item }, 'it is not known whether the draw is queued');
        });
        return { ticket, entered: { item, number, endsAt: toInstant(Number(second)) } };
      case 2: {
        const known = await knownEntry(deps, request, number, Number(second));
        if (known) return known;
        break;
      }
      case -20:
        await deps.windows.commit(await deps.draws.next(room, item, new Date(now)));
        break;
      case -3:
        await warmGate(deps, room);
        break;
      default:
        throw refusalOf(code, request, first);
    }
  }
  throw new AppError('WARMING_UP', { retryAfterMs: drawPolicy.retryMs });
}

/** An earlier entry of this ticket: still in its window, drawn with a result, or lost with Redis and free to enter again. */
async function knownEntry(
  deps: EnterDeps,
  { room, item, ticket }: PlacePurchase,
  number: number,
  endsAt: number,
): Promise<EnteredDraw | undefined> {
  const verdict = await deps.draws.verdictOf(item, number, ticket);
  if (verdict?.state !== 'drawn')
    return { ticket, entered: { item, number, endsAt: toInstant(endsAt || deps.clock.now()) } };
  const { outcome } = verdict;
  if (outcome && outcome !== 'won') throw new AppError(outcome, { details: { item, draw: number } });
  // Granted between the question to the gate and this one: the gate answers the next time.
  if (outcome && (await deps.gate.ticket(room, ticket))) throw new AppError('WARMING_UP', { retryAfterMs: 50 });
  // The gate has forgotten what it was given, or the window was lost: nobody owes it anything.
  await deps.windows.forget(room, ticket);
  return undefined;
}

function refusalOf(code: number, { item, sku, ticket }: PlacePurchase, fact: unknown): AppError {
  switch (code) {
    case -1:
      return new AppError('UNKNOWN_TICKET', { details: { ticket } });
    case -2:
      return new AppError('TICKET_REUSED', { details: { ticket } });
    case -4:
      return new AppError('NOT_LIVE', { details: { selling: fact ?? 'closed' } });
    case -8:
      return new AppError('SOLD_OUT', { details: { item, sku, left: 0 } });
    case -22:
      return new AppError('ALREADY_ENTERED', { details: { item } });
    case -23:
      return new AppError('DRAW_FULL', { details: { item, max: Number(fact) } });
    default:
      return new AppError('WARMING_UP', { retryAfterMs: drawPolicy.retryMs });
  }
}
