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
}

export function createGateModel(size: number, limit: number | undefined): GateModel {
  return { ready: true, selling: 'open', onSale: true, version: 1, size, limit, tickets: new Map() };
}

const sum = (model: GateModel, which: (ticket: ModelTicket) => boolean): number =>
  [...model.tickets.values()].filter(which).reduce((total, ticket) => total + ticket.quantity, 0);

/** Units nobody has. */
export function freeUnits(model: GateModel): number {
  return model.size - sum(model, (ticket) => ticket.state !== 'released');
}

/** The gate's answer by number (see hold-units.lua), and its effect. */
export function decideHold(model: GateModel, id: string, wish: Omit<ModelTicket, 'state'>): number {
  const known = model.tickets.get(id);
  if (known) {
    if (known.account !== wish.account) return -1;
    return known.quantity === wish.quantity && known.version === wish.version ? 2 : -2;
  }
  if (!model.ready) return -3;
  if (model.selling !== 'open') return -4;
  if (!model.onSale) return -6;
  if (wish.version !== model.version) return -7;
  if (freeUnits(model) < wish.quantity) return -8;
  const bought = sum(model, (ticket) => ticket.account === wish.account && ticket.state !== 'released');
  if (model.limit !== undefined && bought + wish.quantity > model.limit) return -9;
  model.tickets.set(id, { ...wish, state: 'held' });
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
