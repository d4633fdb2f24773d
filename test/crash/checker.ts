import type { Composed } from '#src/compose.ts';
import type { AcceptedPurchase } from '#src/contract/purchases.ts';
import type { OrderRecord } from '#src/orders/order.ts';
import { soldStates } from '#src/orders/rules.ts';
import { unitId } from '#src/stock/unit.ts';
import { readLedger } from '../support/read-ledger.ts';
import type { Shopper } from './buyer.ts';
import { checkMoney } from './check-money.ts';
import { checkFairness } from './fairness.ts';
import type { History, Outcome } from './history.ts';
import type { World } from './world.ts';

/** Everything that is compared: what clients heard, and what the stores hold. */
export interface Evidence {
  deps: Composed;
  world: World;
  history: History;
  shoppers: Shopper[];
  /** When the order of a ticket had been made, a void one too; milliseconds. */
  seenAt(ticket: string): number | undefined;
  /** The run's first moment. */
  began: Date;
  /** Redis has forgotten things in this run. */
  lossy: boolean;
}

/** What broke a promise, in words that name the ticket, serial or payment; nothing when all held. */
export async function check(evidence: Evidence): Promise<string[]> {
  const { deps, world, began } = evidence;
  const orders = await deps.mongo.collection<OrderRecord>('orders').find({ room: world.room }).toArray();
  const byTicket = new Map(orders.map((order) => [order._id, order]));
  const { problems } = await readLedger(deps, world.room);
  return [
    ...problems,
    ...checkAccepted(evidence, byTicket),
    ...checkAsked(evidence, byTicket),
    ...(await checkUnits(deps, orders)),
    ...(await checkMoney(deps, orders, began)),
    ...(await checkFairness(deps, world.sales.drawn)),
  ];
}

/** No accepted ticket is lost, none is decided against without a reason, and its answers never differ. */
function checkAccepted(evidence: Evidence, orders: Map<string, OrderRecord>): string[] {
  const { history, lossy } = evidence;
  const problems: string[] = [];
  for (const [ticket, { answers }] of history.accepted()) {
    if (!lossy && new Set(answers.map(summary)).size > 1) {
      problems.push(`ticket ${ticket} was answered in ${answers.length} different ways`);
    }
    const order = orders.get(ticket);
    if (order) {
      const until = Date.parse(answers.at(-1)!.holdUntil);
      if (!lossy) problems.push(...checkEnd(evidence, order, until));
      continue;
    }
    // Redis was emptied before the order was durable: the client asked, and placed it again or was refused.
    const last = history.of(ticket).findLast((call) => call.operation === 'place');
    if (!lossy || last?.outcome.kind !== 'refused') problems.push(`accepted ticket ${ticket} is lost`);
  }
  return problems;
}

/** Only its buyer ends a purchase before its hold does. */
function checkEnd({ history, seenAt }: Evidence, order: OrderRecord, until: number): string[] {
  const { _id: ticket, state, cancelReason, cancelledAt } = order;
  const isAsked = history.of(ticket).some(({ operation }) => operation === 'cancel');
  const isByBuyer = state === 'cancelled' && cancelReason === 'user';
  if (isByBuyer && !isAsked) return [`order ${ticket} was cancelled for its buyer, who did not ask for it`];
  const isByTime = state === 'void' || cancelReason === 'timeout';
  const endedAt = state === 'void' ? (seenAt(ticket) ?? until) : (cancelledAt?.getTime() ?? until);
  if (!isByTime || endedAt >= until || (state === 'void' && isAsked)) return [];
  return [`accepted ticket ${ticket} is ${state} ${until - endedAt} ms before the end of its hold`];
}

/** Refusals that say nothing of the ticket; its client would ask again if it did not run out of time. */
const passing = ['WARMING_UP', 'RATE_LIMITED', 'BUSY'];

const isRefusal = (outcome: Outcome) => outcome.kind === 'refused' && !passing.includes(outcome.code);

const summary = ({ unitPrice, amount, quantity, holdUntil }: AcceptedPurchase) =>
  [unitPrice, amount, quantity, holdUntil].join();

/** No order that nobody asked for or that was refused; every order says what its buyer asked for; all were answered. */
function checkAsked({ shoppers, history, lossy }: Evidence, orders: Map<string, OrderRecord>): string[] {
  const problems: string[] = [];
  const accepted = history.accepted();
  const requests = new Map(
    shoppers.flatMap(({ requests: all, person }) => all.map((request) => [request.ticket, { request, person }])),
  );
  for (const [ticket, order] of orders) {
    const asked = requests.get(ticket);
    if (!asked) {
      problems.push(`order ${ticket} was asked for by nobody`);
      continue;
    }
    const { request, person } = asked;
    if (order.buyer !== person.member.id) problems.push(`order ${ticket} is another buyer's`);
    if (
      order.quantity !== request.quantity ||
      order.amount !== request.quantity * order.unitPrice ||
      order.sku !== request.sku
    ) {
      problems.push(`order ${ticket} is not what was asked for`);
    }
    if (!accepted.has(ticket) && !lossy && order.state !== 'void') {
      // A call whose outcome is unknown may still take effect, even after its repeat was refused.
      const places = history.of(ticket).filter((call) => call.operation === 'place');
      if (places.length > 0 && places.every(({ outcome }) => isRefusal(outcome)))
        problems.push(`ticket ${ticket} was refused and is ${order.state}`);
    }
  }
  for (const { ticket } of [...requests.values()].map(({ request }) => request)) {
    const calls = history.of(ticket);
    if (calls.length > 0 && calls.every((call) => call.outcome.kind === 'unknown')) {
      problems.push(`ticket ${ticket} never got an answer`);
    }
  }
  return problems;
}

/** Every order that counts has its own units, all of them, and nobody else has one of them. */
async function checkUnits(deps: Composed, orders: OrderRecord[]): Promise<string[]> {
  const problems: string[] = [];
  const owners = new Map<string, string>();
  const counted = orders.filter((order) => (soldStates as readonly string[]).includes(order.state));
  for (const order of counted) {
    if (order.serials.length !== order.quantity)
      problems.push(`order ${order._id} has ${order.serials.length} serials`);
    for (const serial of order.serials) {
      const unit = unitId(order.pool, serial);
      const other = owners.get(unit);
      if (other) problems.push(`unit ${unit} was sold twice: ${other} and ${order._id}`);
      owners.set(unit, order._id);
    }
  }
  const units = await deps.mongo
    .collection<{ _id: string; ticket: string }>('stock_units')
    .find({ ticket: { $in: orders.map((order) => order._id) } })
    .toArray();
  const claimed = new Map(units.map((unit) => [unit._id, unit.ticket]));
  for (const [unit, order] of owners) {
    if (claimed.get(unit) !== order) problems.push(`unit ${unit} of order ${order} belongs to ${claimed.get(unit)}`);
  }
  return problems;
}
