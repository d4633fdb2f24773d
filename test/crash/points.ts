import type { CrashPoint } from '#src/platform/crash-point.ts';

/** Programs whose code has points. */
export type Home = 'service' | 'workers';

/** What must go on for a point to be reached besides buyers buying. */
export type Scene =
  | 'sale'
  /** The host adds units. */
  | 'growth'
  /** The host ends the room. */
  | 'end'
  /** The workers stand still for a while, so that buyers are faster than they. */
  | 'workers stopped'
  /** Redis comes back empty, or without its last second. */
  | 'redis emptied'
  | 'redis rewound'
  /** Another process died first with orders in its hands, and holds end before those are free again. */
  | 'orders stuck';

interface PointFacts {
  /** Where it is reached in an ordinary sale. */
  homes: readonly [Home, ...Home[]];
  scene: Scene;
  /** Seconds a hold lasts; long ones show that orders come before their hold is over. */
  hold: 3 | 12;
  /** The point is rare: the first time counts. */
  rare?: true;
}

const sale = (home: Home, more: Home[] = []): PointFacts => ({ homes: [home, ...more], scene: 'sale', hold: 3 });
const ordering: PointFacts = { homes: ['workers'], scene: 'sale', hold: 12 };
const rare = (facts: PointFacts): PointFacts => ({ ...facts, rare: true });
const during = (scene: Scene, ...homes: [Home, ...Home[]]): PointFacts => ({ homes, scene, hold: 3, rare: true });

/** Where and when each point is reached. */
export const pointFacts: Record<CrashPoint, PointFacts> = {
  'hold.asked': sale('service'),
  'hold.decided': sale('service'),
  'hold.answering': sale('service'),
  'order.queueing': sale('service'),
  'order.queued': sale('service'),
  'units.claiming': ordering,
  'units.exchanging': during('redis rewound', 'workers'),
  'units.claimed': ordering,
  'order.inserted': ordering,
  'ticket.marked': ordering,
  'buyer.told': ordering,
  'hold.voiding': during('orders stuck', 'workers'),
  'hold.voided': during('orders stuck', 'workers'),
  'hold.timed-out': sale('workers'),
  'purchase.voided': during('workers stopped', 'service'),
  'order.cancelled': sale('service'),
  'release.marked': sale('workers', ['service']),
  'release.units-removed': sale('workers', ['service']),
  'release.serials-back': sale('workers', ['service']),
  'release.finished': sale('workers', ['service']),
  'payment.inserted': sale('service'),
  'payment.intent-made': sale('service'),
  'sandbox.decided': sale('service'),
  'sandbox.delivered': sale('workers'),
  'webhook.received': sale('service'),
  'webhook.stored': sale('service'),
  'webhook.queued': sale('service'),
  'capture.settling': sale('workers'),
  'capture.payment-marked': sale('workers'),
  'capture.order-paid': sale('workers'),
  'capture.ticket-marked': sale('workers'),
  'capture.settled': sale('workers'),
  'reclaim.units-taken': rare(sale('workers')),
  'reclaim.units-claimed': rare(sale('workers')),
  'refund.order-marked': rare(sale('service')),
  'refund.payment-marked': rare(sale('service')),
  'refund.asking': rare(sale('workers')),
  'refund.asked': rare(sale('workers')),
  'refund.payment-done': rare(sale('workers')),
  'refund.order-done': rare(sale('workers')),
  'shelf.units-moved': during('growth', 'service'),
  'shelf.telling': during('growth', 'service'),
  'shelf.told': during('growth', 'service'),
  'gate.building': during('redis emptied', 'service', 'workers'),
  'gate.opening': during('redis emptied', 'service', 'workers'),
  'draw.entered': rare(sale('service')),
  'draw.closing': rare(sale('workers')),
  'draw.closed': rare(sale('workers')),
  'draw.granted': rare(sale('workers')),
  'draw.recorded': rare(sale('workers')),
  'draw.told': rare(sale('workers')),
  'room.finished': during('end', 'service'),
  'room.published': during('end', 'service'),
  'room.settling': during('end', 'workers'),
  'room.sealed': during('end', 'workers'),
  'room.pool-settled': during('end', 'workers'),
  'room.pools-settled': during('end', 'workers'),
  'room.forgotten': during('end', 'workers'),
};
