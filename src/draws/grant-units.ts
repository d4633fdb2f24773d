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

/** Asks the gate for each entry's units in the order of the draw; a ticket that has been granted stays so. */
export async function grantUnits(deps: GrantDeps, draw: DrawRecord): Promise<DrawResult[]> {
  const entries = new Map(draw.entries!.map((entry) => [ticketHash(entry.ticket), entry]));
  const order = drawOrder(draw.seed, [...entries.keys()]).map((hash) => entries.get(hash)!);
  const results: DrawResult[] = [];
  for (let start = 0; start < order.length; start += drawPolicy.batch) {
    const requests = await Promise.all(
      order.slice(start, start + drawPolicy.batch).map((entry) => toRequest(deps, draw, entry)),
    );
    const replies = await ask(deps, requests);
    replies.forEach((reply, index) => results.push(toResult(reply, requests[index]!)));
  }
  return results;
}

/** All in one turn, so that the gate decides them in their order; a gate that is not ready decides none of them. */
async function ask(deps: GrantDeps, requests: HoldRequest[]): Promise<HoldReply[]> {
  for (;;) {
    const replies: HoldReply[] = [];
    // Wishes for different SKUs go in different calls, which one connection keeps in order too.
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
