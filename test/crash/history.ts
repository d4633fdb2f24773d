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

/** A ticket that was accepted, with every answer that said so. */
export interface Accepted {
  buyer: number;
  at: number;
  answers: AcceptedPurchase[];
}

/** Every call of a run, in the order they ended. */
export interface History {
  add(call: Call): void;
  of(ticket: string): readonly Call[];
  accepted(): ReadonlyMap<string, Accepted>;
  /** The first answer that a purchase was accepted, at or after a moment; a repeat of an older answer is none. */
  firstSaleAfter(moment: number): Call | undefined;
  /** How many calls ended how, e.g. `pay ok` or `act unknown BUSY`. */
  count(): ReadonlyMap<string, number>;
}

/** An entry for a draw is not accepted yet. */
function isAccepted(data: unknown): data is AcceptedPurchase {
  return typeof data === 'object' && data !== null && 'holdUntil' in data;
}

/** `hold`: how long a hold lasts, in milliseconds, by whose end an answer tells when its units were taken. */
export function createHistory(hold: number): History {
  const byTicket = new Map<string, Call[]>();
  const accepted = new Map<string, Accepted>();
  const sales: { call: Call; takenAt: number }[] = [];
  const counts = new Map<string, number>();
  return {
    add(call) {
      const { ticket, operation, outcome, buyer, ended } = call;
      const why = outcome.kind === 'ok' ? '' : outcome.kind === 'refused' ? ` ${outcome.code}` : ` ${outcome.why}`;
      const name = `${operation} ${outcome.kind}${why}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      const known = byTicket.get(ticket);
      if (known) known.push(call);
      else byTicket.set(ticket, [call]);
      if (operation !== 'place' || outcome.kind !== 'ok' || !isAccepted(outcome.data)) return;
      sales.push({ call, takenAt: Date.parse(outcome.data.holdUntil) - hold });
      const before = accepted.get(ticket) ?? { buyer, at: ended, answers: [] };
      before.answers.push(outcome.data);
      accepted.set(ticket, before);
    },
    of: (ticket) => byTicket.get(ticket) ?? [],
    accepted: () => accepted,
    firstSaleAfter: (moment) => sales.find(({ takenAt }) => takenAt >= moment)?.call,
    count: () => counts,
  };
}
