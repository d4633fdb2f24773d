import { judgeOrdersAgain, judgeTickets } from './audit-orders.ts';
import { judgeEventsAgain, judgePaymentsAgain } from './audit-payments.ts';
import { judgeSerial } from './audit-pool.ts';
import type { LedgerDeps } from './audit-pool.ts';
import { keyOf } from './finding.ts';
import type { Finding } from './finding.ts';

/** Whether a finding is still there: between its audit and its repair the system, or another person, may have put it right. */
export async function stillStands(deps: LedgerDeps, finding: Finding): Promise<boolean> {
  return (await judgeAgain(deps, finding)).some((each) => keyOf(each) === keyOf(finding));
}

async function judgeAgain(deps: LedgerDeps, finding: Finding): Promise<Finding[]> {
  switch (finding.kind) {
    case 'unit.nowhere':
    case 'unit.twice':
    case 'unit.outside':
    case 'unit.no-order':
    case 'unit.of-ended-order':
      return judgeSerial(deps, finding.pool, finding.serial);
    case 'ticket.undecided':
    case 'ticket.waiting':
    case 'ticket.no-order':
      return judgeTickets(deps, finding.room);
    case 'money.order-missing':
      return judgePaymentsAgain(deps, [finding]);
    case 'event.unhandled':
    case 'event.unmatched':
      return judgeEventsAgain(deps, [finding]);
    case 'order.unit-missing':
    case 'order.units-short':
    case 'order.no-money':
    case 'money.no-order':
    case 'money.amount':
    case 'refund.stuck':
      return judgeOrdersAgain(deps, [finding]);
    case 'pool.settled-wrong':
    case 'pool.returned-wrong':
    case 'sku.sum':
      return [finding];
  }
}
