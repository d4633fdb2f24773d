import type { AcceptedPurchase } from '#src/contract/purchases.ts';

/** What came of one call, as Jepsen tells them apart: `unknown` may or may not have happened. */
export type Outcome<T = unknown> =
  | { kind: 'ok'; data: T }
  | { kind: 'refused'; code: string; retryAfterMs?: number }
  | { kind: 'unknown'; why: string };

export type Operation = 'place' | 'status' | 'pay' | 'cancel' | 'act' | 'refund' | 'end' | 'grow';

/** One call of one client. Times in milliseconds since the epoch. */
export interface Call {
  buyer: number;
  operation: Operation;
  ticket: string;
  began: number;
  ended: number;
  outcome: Outcome;
}

/** Every call of a run, in the order they ended. */
export interface History {
  readonly calls: Call[];
  add(call: Call): void;
  /** Every answer "accepted" a ticket got. */
  accepted(): Map<string, { buyer: number; at: number; answers: AcceptedPurchase[] }>;
  /** The first place call that was accepted at or after a moment. */
  firstSaleAfter(moment: number): Call | undefined;
}

export function createHistory(): History {
  const calls: Call[] = [];
  const sales = () => calls.filter(({ operation, outcome }) => operation === 'place' && outcome.kind === 'ok');
  return {
    calls,
    add: (call) => void calls.push(call),
    accepted() {
      const found = new Map<string, { buyer: number; at: number; answers: AcceptedPurchase[] }>();
      for (const { ticket, buyer, ended, outcome } of sales()) {
        const known = found.get(ticket) ?? { buyer, at: ended, answers: [] };
        known.answers.push((outcome as { data: AcceptedPurchase }).data);
        found.set(ticket, known);
      }
      return found;
    },
    firstSaleAfter: (moment) => sales().find((call) => call.ended >= moment),
  };
}
