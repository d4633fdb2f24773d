import { stockPolicy } from '#src/stock/policy.ts';
import { mostHeld } from '#src/stock/rules.ts';

/** What the gate must do, without Redis: a pool of units, buyers with a limit, tickets with states. */
export interface ModelTicket {
  account: number;
  quantity: number;
  version: number;
  state: 'held' | 'ordered' | 'paid' | 'releasing' | 'released';
}

export interface GateModel {
  /** False while the room is counted. */
  ready: boolean;
  selling: 'open' | 'paused' | 'closed';
  onSale: boolean;
  version: number;
  size: number;
  limit: number | undefined;
  tickets: Map<string, ModelTicket>;
  /** Holds that ran out per account, and until when buying is closed to it. */
  lapses: Map<number, number>;
  closedUntil: Map<number, number>;
  now: number;
}

/** A hold ran out: the second and each further one closes the gate to its buyer, twice as long each time. */
export function lapse(model: GateModel, account: number): void {
  const strikes = (model.lapses.get(account) ?? 0) + 1;
  model.lapses.set(account, strikes);
  const wait = strikes > 1 ? Math.min(stockPolicy.lapseBaseMs * 2 ** (strikes - 2), stockPolicy.lapseMaxMs) : 0;
  model.closedUntil.set(account, Math.max(model.now + wait, model.closedUntil.get(account) ?? 0));
}

/** Whoever pays has made up for it. */
export function clearLapses(model: GateModel, account: number): void {
  model.lapses.delete(account);
  model.closedUntil.delete(account);
}

export function createGateModel(size: number, limit: number | undefined): GateModel {
  return {
    ready: true,
    selling: 'open',
    onSale: true,
    version: 1,
    size,
    limit,
    tickets: new Map(),
    lapses: new Map(),
    closedUntil: new Map(),
    now: 1_000,
  };
}

const sum = (model: GateModel, which: (ticket: ModelTicket) => boolean): number =>
  [...model.tickets.values()].filter(which).reduce((total, ticket) => total + ticket.quantity, 0);

/** Units nobody has. */
export function freeUnits(model: GateModel): number {
  return model.size - sum(model, (ticket) => ticket.state !== 'released');
}

/** The gate's answer by number (see hold-units.lua), and its effect. */
export function decideHold(model: GateModel, id: string, request: Omit<ModelTicket, 'state'>): number {
  const known = model.tickets.get(id);
  if (known) {
    if (known.account !== request.account) return -1;
    return known.quantity === request.quantity && known.version === request.version ? 2 : -2;
  }
  if (!model.ready) return -3;
  if (model.selling !== 'open') return -4;
  if (!model.onSale) return -6;
  if (request.version !== model.version) return -7;
  if (freeUnits(model) < request.quantity) return -8;
  const bought = sum(model, (ticket) => ticket.account === request.account && ticket.state !== 'released');
  if (model.limit !== undefined && bought + request.quantity > model.limit) return -9;
  const open = (ticket: ModelTicket) =>
    ticket.account === request.account && ticket.state !== 'released' && ticket.state !== 'paid';
  if ((model.closedUntil.get(request.account) ?? 0) > model.now) return -12;
  if (sum(model, open) + request.quantity > mostHeld(model.size)) return -11;
  model.tickets.set(id, { ...request, state: 'held' });
  return 1;
}

/** Late money asks for a released ticket's units again; the outcome, and its effect. */
export function decideReclaim(model: GateModel, id: string): 'taken' | 'none' | 'other_state' | 'warming' {
  if (!model.ready) return 'warming';
  const ticket = model.tickets.get(id);
  if (ticket?.state !== 'released') return 'other_state';
  if (freeUnits(model) < ticket.quantity) return 'none';
  ticket.state = 'ordered';
  return 'taken';
}
