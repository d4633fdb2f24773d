import { AppError, withoutStack } from '#src/contract/errors.ts';
import type { HoldReply, HoldRequest } from './hold-batches.ts';
import type { TicketState } from './ticket.ts';
import { warmGate } from './warm-gate.ts';
import type { WarmDeps } from './warm-gate.ts';

/** What the gate granted; `again` means that this ticket was granted before and this is the first answer. */
export interface Held {
  byDraw?: false;
  again: boolean;
  /** State of the ticket; a fresh one is held. */
  state: TicketState;
  /** Fen per unit. */
  unitPrice: number;
  /** Milliseconds. */
  until: number;
}

/** The item is sold by equal chance: whoever wants it takes part in a draw. */
export interface ByDraw {
  byDraw: true;
  /** Units free. */
  left: number;
}

const ACCEPTED = 1;
const AGAIN = 2;
export const NOT_READY = -3;
const BY_DRAW = -13;

/**
 * Asks the gate for units, all or nothing; the same ticket always gets its first answer.
 * @throws every refusal of the gate as its error; BUSY when Redis does not answer, which leaves the outcome open
 */
export async function holdUnits(deps: WarmDeps, request: HoldRequest): Promise<Held | ByDraw> {
  let reply = await deps.gate.hold(request);
  if (reply[0] === NOT_READY) {
    await warmGate(deps, request.room);
    reply = await deps.gate.hold(request);
  }
  const [code, price, until, state] = reply;
  if (code === ACCEPTED) return { again: false, state: 'held', unitPrice: Number(price), until: request.until };
  if (code === AGAIN) {
    return { again: true, state: state as TicketState, unitPrice: Number(price), until: Number(until) };
  }
  if (code === BY_DRAW) return { byDraw: true, left: Number(price) };
  deps.gate.refusals.count(request.room);
  throw withoutStack(() => refusalOf(reply, request));
}

function backOff(retryAfterMs: number): AppError {
  const details = { minutes: Math.ceil(retryAfterMs / 60_000), seconds: Math.ceil(retryAfterMs / 1_000) };
  return new AppError('HOLD_BACK_OFF', { retryAfterMs, details });
}

/** The one place where the gate's numbers become errors; see hold-units.lua. */
export function refusalOf([code, first, second]: HoldReply, { item, sku, ticket }: HoldRequest): AppError {
  switch (code) {
    case -1:
      return new AppError('UNKNOWN_TICKET', { details: { ticket } });
    case -2:
      return new AppError('TICKET_REUSED', { details: { ticket } });
    case -4:
      return new AppError('NOT_LIVE', { details: { selling: first ?? 'closed' } });
    case -5:
      return new AppError('ITEM_NOT_FOUND', { details: { item, sku } });
    case -6:
      return new AppError('NOT_FOR_SALE', { details: { item } });
    case -7:
      return new AppError('PRICE_CHANGED', {
        details: { item, sku, priceVersion: Number(first), unitPrice: Number(second) },
      });
    case -8:
      return new AppError('SOLD_OUT', { details: { item, sku, left: Number(first) } });
    case -9:
      return new AppError('LIMIT_REACHED', { details: { item, limit: Number(first), bought: Number(second) } });
    case -10:
      return new AppError('TOO_MANY_HOLDS', { details: { max: Number(first), open: Number(second) } });
    case -11:
      return new AppError('HOLD_SHARE', { details: { item, max: Number(first), held: Number(second) } });
    case -12:
      return backOff(Number(first));
    default:
      return new AppError('WARMING_UP', { retryAfterMs: 1_000 });
  }
}
