import type { Id } from '#src/contract/ids.ts';
import type { OrderRecord } from '#src/orders/order.ts';
import { receivedStates, soldStates } from '#src/orders/rules.ts';
import type { PaymentRecord } from '#src/payments/payment.ts';
import { unitId } from '#src/stock/unit.ts';
import type { LedgerDeps } from './audit-pool.ts';
import type { Finding } from './finding.ts';
import { ledgerPolicy } from './policy.ts';
import { judgeMoney, judgeTicket } from './rules.ts';
import { inBatches, standing } from './standing.ts';

/** Orders and money of a room; amounts in fen. */
export interface OrdersAudit {
  orders: number;
  /** Waiting for their payment. */
  open: number;
  paid: number;
  /** Captured in all, and what of it went back or is on its way back. */
  captured: number;
  refunded: number;
  refunding: number;
  findings: Finding[];
  moved: number;
}

/** Every order that counts has its units and its money, and every captured payment an order or a refund. */
export async function auditOrders(deps: LedgerDeps, room: Id): Promise<OrdersAudit> {
  const sum: OrdersAudit = {
    orders: 0,
    open: 0,
    paid: 0,
    captured: 0,
    refunded: 0,
    refunding: 0,
    findings: [],
    moved: 0,
  };
  for await (const batch of inBatches(deps.orders.ofRoom(room))) {
    const { payments, findings } = await judgeAll(deps, batch);
    count(sum, batch, payments);
    const wrong = await standing(findings, (some) => judgeOrdersAgain(deps, some));
    sum.findings.push(...wrong);
    sum.moved += findings.length - wrong.length;
  }
  return sum;
}

/** Accepted tickets of a room whose time is over without an outcome. */
export async function auditTickets(deps: LedgerDeps, room: Id): Promise<{ findings: Finding[]; moved: number }> {
  const first = await judgeTickets(deps, room);
  const findings = await standing(first, () => judgeTickets(deps, room));
  return { findings, moved: first.length - findings.length };
}

/** What is wrong with the live tickets of a room at this moment. */
export async function judgeTickets(deps: LedgerDeps, room: Id): Promise<Finding[]> {
  const live = await deps.gate.liveTickets(room);
  const found = await deps.orders.existing(live.map(({ id }) => id));
  const now = deps.clock.now();
  return live.flatMap((ticket) => judgeTicket(ticket, found.has(ticket.id), now, ledgerPolicy));
}

/** Reads the orders of these findings again and judges them. */
export async function judgeOrdersAgain(deps: LedgerDeps, findings: readonly Finding[]): Promise<Finding[]> {
  const ids = [...new Set(findings.flatMap((finding) => ('order' in finding ? [finding.order] : [])))];
  return (await judgeAll(deps, await deps.orders.findAll(ids))).findings;
}

async function judgeAll(deps: LedgerDeps, orders: readonly OrderRecord[]) {
  if (orders.length === 0) return { payments: [], findings: [] };
  const payments = await deps.payments.listOfOrders(orders.map(({ _id }) => _id));
  const byOrder = Map.groupBy(payments, ({ order }) => order);
  const { moneyGraceMs, refundGraceMs } = ledgerPolicy;
  const now = deps.clock.now();
  const before = { applied: new Date(now - moneyGraceMs), refunded: new Date(now - refundGraceMs) };
  const money = orders.flatMap(({ _id: id, room, state, amount, payment }) => {
    const received = (receivedStates as readonly string[]).includes(state);
    const own = (byOrder.get(id) ?? []).map(({ _id, ...facts }) => ({ id: _id, ...facts }));
    return judgeMoney({ room, order: { id, state, amount, payment, received }, payments: own }, before);
  });
  return { payments, findings: [...money, ...(await judgeUnits(deps, orders))] };
}

async function judgeUnits(deps: LedgerDeps, orders: readonly OrderRecord[]): Promise<Finding[]> {
  const counted = orders.filter(({ state }) => (soldStates as readonly string[]).includes(state) || state === 'placed');
  const owners = await deps.stock.units.owners(
    counted.flatMap(({ pool, serials }) => serials.map((serial) => unitId(pool, serial))),
  );
  return counted.flatMap(({ _id: order, room, pool, serials, state, quantity }) => {
    const missing = serials.flatMap((serial): Finding[] => {
      const owner = owners.get(unitId(pool, serial));
      return owner === order ? [] : [{ kind: 'order.unit-missing', room, order, serial, owner: owner ?? null }];
    });
    const units = new Set(serials).size;
    // Where the first payments claim the units, an order has none until it is paid.
    if (units === quantity || (units === 0 && state === 'placed')) return missing;
    return [...missing, { kind: 'order.units-short', room, order, units, quantity } as const];
  });
}

function count(sum: OrdersAudit, orders: readonly OrderRecord[], payments: readonly PaymentRecord[]): void {
  for (const { state } of orders) {
    if (state === 'void') continue;
    sum.orders += 1;
    if (state === 'placed') sum.open += 1;
    if ((receivedStates as readonly string[]).includes(state)) sum.paid += 1;
  }
  for (const { state, amount } of payments) {
    if (state === 'captured' || state === 'refunding' || state === 'refunded') sum.captured += amount;
    if (state === 'refunded') sum.refunded += amount;
    if (state === 'refunding') sum.refunding += amount;
  }
}
