import type { Deps } from '#src/deps.ts';
import type { PaymentEventRecord, PaymentRecord } from '#src/payments/payment.ts';
import type { Finding } from './finding.ts';
import { ledgerPolicy } from './policy.ts';
import { judgeEvent } from './rules.ts';
import { inBatches, standing } from './standing.ts';

type PaymentDeps = Pick<Deps, 'payments' | 'orders' | 'clock'>;
type Unmatched = Extract<Finding, { kind: 'event.unmatched' }>;

/** Money that no room shows: payments without an order, and what the provider told that no payment knows of. */
export interface PaymentsAudit {
  payments: number;
  events: number;
  findings: Finding[];
  moved: number;
}

/** Every payment has its order, and every event that moved money is in the payment it names. */
export async function auditPayments(deps: PaymentDeps): Promise<PaymentsAudit> {
  const sum: PaymentsAudit = { payments: 0, events: 0, findings: [], moved: 0 };
  const keep = async (found: Finding[], again: (wrong: Finding[]) => Promise<Finding[]>) => {
    const wrong = await standing(found, again);
    sum.moved += found.length - wrong.length;
    return wrong;
  };
  for await (const batch of inBatches(deps.payments.all())) {
    sum.payments += batch.length;
    sum.findings.push(...(await keep(await judgePayments(deps, batch), (wrong) => judgePaymentsAgain(deps, wrong))));
  }
  const unmatched: Unmatched[] = [];
  for await (const batch of inBatches(deps.payments.allEvents())) {
    sum.events += batch.length;
    for (const wrong of await keep(await judgeEvents(deps, batch), (some) => judgeEventsAgain(deps, some))) {
      if (wrong.kind === 'event.unmatched') unmatched.push(wrong);
      else sum.findings.push(wrong);
    }
  }
  sum.findings.push(...unbalanced(unmatched));
  return sum;
}

/** Reads the payments of these findings again and judges them. */
export async function judgePaymentsAgain(deps: PaymentDeps, findings: readonly Finding[]): Promise<Finding[]> {
  const ids = findings.flatMap((finding) => ('payment' in finding ? [finding.payment] : []));
  return judgePayments(deps, await deps.payments.findAll(ids));
}

/** Reads the events of these findings again and judges them. */
export async function judgeEventsAgain(deps: PaymentDeps, findings: readonly Finding[]): Promise<Finding[]> {
  const ids = findings.flatMap((finding) => ('event' in finding ? [finding.event] : []));
  return judgeEvents(deps, await deps.payments.findEvents(ids));
}

async function judgePayments(deps: PaymentDeps, payments: readonly PaymentRecord[]): Promise<Finding[]> {
  const orders = await deps.orders.existing([...new Set(payments.map(({ order }) => order))]);
  const stuckBefore = new Date(deps.clock.now() - ledgerPolicy.refundGraceMs);
  return payments.flatMap(({ _id: payment, order, state, amount, changedAt }): Finding[] => {
    const isOpen = state === 'captured' || (state === 'refunding' && changedAt < stuckBefore);
    return isOpen && !orders.has(order) ? [{ kind: 'money.order-missing', order, payment, amount }] : [];
  });
}

async function judgeEvents(deps: PaymentDeps, events: readonly PaymentEventRecord[]): Promise<Finding[]> {
  const payments = await deps.payments.findAll([...new Set(events.map(({ event }) => event.paymentId))]);
  const byId = new Map(payments.map((payment) => [payment._id, payment]));
  const openBefore = new Date(deps.clock.now() - ledgerPolicy.moneyGraceMs);
  return events.flatMap(({ _id: id, event, at, handledAt }): Finding[] => {
    const { paymentId: payment, type, amount } = event;
    if (!handledAt) {
      if (at >= openBefore) return [];
      return [{ kind: 'event.unhandled', event: id, payment, type, since: at.toISOString() }];
    }
    const why = judgeEvent(event, byId.get(payment));
    return why === undefined ? [] : [{ kind: 'event.unmatched', event: id, payment, type, amount, why }];
  });
}

/** Money that nobody expected and that the provider has sent back as well is no money taken. */
function unbalanced(unmatched: readonly Unmatched[]): Unmatched[] {
  return [...Map.groupBy(unmatched, ({ payment }) => payment).values()].flatMap((events) => {
    const net = events.reduce((sum, { type, amount }) => sum + (type === 'refund.done' ? -amount : amount), 0);
    return net === 0 ? [] : events;
  });
}
