import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { boughtElsewhere } from '#src/stock/bought-elsewhere.ts';
import type { HoldReply, HoldRequest } from '#src/stock/hold-batches.ts';
import { NOT_READY, refusalOf } from '#src/stock/hold-units.ts';
import { warmGate } from '#src/stock/warm-gate.ts';
import type { WarmDeps } from '#src/stock/warm-gate.ts';
import type { DrawEntry, DrawRecord, DrawResult } from './draw.ts';
import { drawPolicy } from './policy.ts';
import { drawOrder, ticketHash } from './lots.ts';

export type GrantDeps = WarmDeps & Pick<Deps, 'config'>;

/**
 * Asks the gate for each entry's units in the order of the draw; a ticket that a run before this one was granted stays so.
 * Once somebody found too few units, nobody who comes later and wants as many is asked about: units that come back
 * meanwhile go into the next draw, and not past those who came first.
 */
export async function grantUnits(deps: GrantDeps, draw: DrawRecord): Promise<DrawResult[]> {
  // So that Redis knows again whom a run before this one had granted units.
  await warmGate(deps, draw.room);
  const entries = new Map(draw.entries!.map((entry) => [ticketHash(entry.ticket), entry]));
  const order = drawOrder(draw.seed, [...entries.keys()]).map((hash) => entries.get(hash)!);
  const granted = await Promise.all(order.map(({ ticket }) => deps.gate.ticket(draw.room, ticket)));
  const before = new Set(granted.map((ticket) => ticket?.id));
  const results = new Map<Id, DrawResult>();
  const tooMany = new Map<Id, number>();
  let open = order;
  while (open.length > 0) {
    const requests = await Promise.all(open.slice(0, drawPolicy.batch).map((entry) => toRequest(deps, draw, entry)));
    const replies = await ask(deps, requests);
    replies.forEach((reply, index) => {
      const request = requests[index]!;
      const result = toResult(reply, request);
      results.set(request.ticket, result);
      if (result.outcome !== 'NOT_DRAWN') return;
      tooMany.set(request.sku, Math.min(request.quantity, tooMany.get(request.sku) ?? Infinity));
    });
    open = open
      .slice(drawPolicy.batch)
      .filter(({ ticket, sku, quantity }) => before.has(ticket) || quantity < (tooMany.get(sku) ?? Infinity));
  }
  return order.map(({ ticket }) => results.get(ticket) ?? { ticket, outcome: 'NOT_DRAWN' });
}

/** All in one turn, so that the gate decides them in their order; a gate that is not ready decides none of them. */
async function ask(deps: GrantDeps, requests: HoldRequest[]): Promise<HoldReply[]> {
  for (;;) {
    const replies: HoldReply[] = [];
    // Requests for different SKUs go in different calls, which one connection keeps in order too.
    for (const reply of await Promise.all(requests.map((request) => deps.gate.hold(request)))) replies.push(reply);
    if (!replies.some(([code]) => code === NOT_READY)) return replies;
    await warmGate(deps, requests[0]!.room);
  }
}

async function toRequest(deps: GrantDeps, { room, item }: DrawRecord, entry: DrawEntry): Promise<HoldRequest> {
  const { ticket, account, sku, quantity, version, seen } = entry;
  const now = deps.clock.now();
  const until = now + deps.config.HOLD_SECONDS * 1000;
  const elsewhere = await boughtElsewhere(deps, { room, item, account });
  return { room, item, sku, quantity, version, ticket, account, now, until, seen, elsewhere, drawn: true };
}

/** Whoever found too few units left was not drawn; other refusals are told as they are. */
function toResult(reply: HoldReply, request: HoldRequest): DrawResult {
  const { ticket } = request;
  if (reply[0] > 0) return { ticket, outcome: 'won' };
  const { code } = refusalOf(reply, request);
  return { ticket, outcome: code === 'SOLD_OUT' ? 'NOT_DRAWN' : code };
}
