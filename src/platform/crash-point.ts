/**
 * The moments between the steps of selling at which a process may die and nothing may be lost; the crash tests kill it
 * at each of them. A step's point stands right after it, so that "after one step" is also "before the next".
 */
export const crashPoints = [
  // A purchase reaches the gate and is answered.
  'hold.asked',
  'hold.decided',
  'hold.answering',
  'order.queueing',
  'order.queued',
  // A ticket becomes an order.
  'units.claiming',
  'units.exchanging',
  'units.claimed',
  'order.inserted',
  'ticket.marked',
  'buyer.told',
  // A hold ends, or somebody cancels.
  'hold.voiding',
  'hold.voided',
  'hold.timed-out',
  'purchase.voided',
  'order.cancelled',
  'release.marked',
  'release.units-removed',
  'release.serials-back',
  'release.finished',
  // A payment begins.
  'payment.inserted',
  'payment.intent-made',
  // The provider's own two steps.
  'sandbox.decided',
  'sandbox.delivered',
  // The provider tells what became of it.
  'webhook.received',
  'webhook.stored',
  'webhook.queued',
  'capture.settling',
  'capture.payment-marked',
  'capture.order-paid',
  'capture.ticket-marked',
  'capture.settled',
  'reclaim.units-taken',
  'reclaim.units-claimed',
  // Money goes back.
  'refund.order-marked',
  'refund.payment-marked',
  'refund.asking',
  'refund.asked',
  'refund.payment-done',
  'refund.order-done',
  // A shelf changes.
  'shelf.units-moved',
  'shelf.telling',
  'shelf.told',
  // A gate is built anew.
  'gate.building',
  'gate.opening',
  // A draw is entered and made.
  'draw.entered',
  'draw.closing',
  'draw.closed',
  'draw.granted',
  'draw.recorded',
  'draw.told',
  // A room ends and is settled.
  'room.finished',
  'room.published',
  'room.settling',
  'room.sealed',
  'room.pool-settled',
  'room.pools-settled',
  'room.forgotten',
] as const;

/** Name of a moment at which a process may die. */
export type CrashPoint = (typeof crashPoints)[number];

let hook: ((point: CrashPoint) => void) | undefined;

/** Does nothing, unless the crash tests have put a hook into this process. */
export function crashPoint(point: CrashPoint): void {
  if (hook !== undefined) hook(point);
}

/** Has `visit` called at every point this process reaches; for tests that load it beside the program. */
export function watchCrashPoints(visit: (point: CrashPoint) => void): void {
  hook = visit;
}
